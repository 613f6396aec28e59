"""The application: routes, middleware and what lives as long as it does."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Response
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import async_sessionmaker

from <{ package }>.core import errors, health
from <{ package }>.core.config import Settings, get_settings
from <{ package }>.core.database import create_engine
from <{ package }>.core.issuer import keys_of
from <{ package }>.core.observability import QUIET, Metrics, ObservabilityMiddleware
<% for slice in slices %>
<% for resource in slice.resources %>
from <{ slice.modules.router }> import <{ resource.ident }>_router
<% endfor %>
<% endfor %>


<% if uses.entities %>
@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    engine = create_engine(app.state.settings)
    reading = engine.execution_options(isolation_level="AUTOCOMMIT")
    app.state.engine = engine
    app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)
    app.state.read_sessions = async_sessionmaker(reading, expire_on_commit=False)
    yield
    await engine.dispose()


<% endif %>
def _operation_id(route: APIRoute) -> str:
    return route.name.removesuffix("_")  # a function may not be called as a module is


def create_app(settings: Settings | None = None) -> FastAPI:
    """An application of its own; nothing is shared between two."""
    settings = settings or get_settings()
    metrics = Metrics()
    app = FastAPI(
        title=<{ service.title|py_text }>,
        version=<{ service.version|py_string }>,
<% if service.summary %>
        description=<{ service.summary|trim|py_text }>,
<% endif %>
<% if service.owner %>
        contact={"name": <{ service.owner|py_text }>},
<% endif %>
        servers=[{"url": "/", "description": "This deployment"}],
        openapi_url=<{ (base_path ~ "/openapi.json")|py_string }>,
        docs_url=<{ (base_path ~ "/docs")|py_string }>,
        redoc_url=None,
        openapi_tags=[
<% for resource in resources %>
            {"name": <{ resource.name|py_string }>, "description": <{ (resource.summary or resource.entity.summary or resource.name)|trim|py_text }>},
<% endfor %>
            {"name": "health", "description": "Probes."},
        ],
<% if uses.entities %>
        lifespan=_lifespan,
<% endif %>
        max_body_size=settings.max_body_bytes,
        telemetry={"exclude": lambda scope: scope["path"].startswith(QUIET)},
        generate_unique_id_function=_operation_id,
    )
    app.state.settings = settings
<% if jwks %>
    app.state.token_keys = keys_of(settings)
<% endif %>
    app.add_middleware(ObservabilityMiddleware, metrics=metrics)
    errors.install(app)
    app.include_router(health.router)
<% for resource in resources %>
    app.include_router(<{ resource.ident }>_router)
<% endfor %>

    @app.get("/metrics", include_in_schema=False)
    async def prometheus() -> Response:
        return metrics.render()

    return app

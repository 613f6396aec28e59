<% set rate_limited = decided.rate_limiting == "in-service" and not later.rate_limiting %>
<% set listed_origins = decided.browser_access == "listed-origins" and not later.browser_access %>
"""The application: routes, middleware and what lives as long as it does."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import async_sessionmaker

from <{ package }>.core import errors, health
from <{ package }>.core.bodies import BodyLimitMiddleware
from <{ package }>.core.config import Settings, get_settings
from <{ package }>.core.database import create_engine
from <{ package }>.core.headers import SecurityHeadersMiddleware
from <{ package }>.core.issuer import keys_of
from <{ package }>.core.limits import RateLimits, limited
from <{ package }>.core.observability import QUIET, Metrics, ObservabilityMiddleware
from <{ package }>.core.security import current_principal
from <{ package }>.neighbours import neighbours
<% for slice in slices %>
<% for resource in slice.resources %>
from <{ slice.modules.router }> import <{ resource.ident }>_router
<% endfor %>
<% endfor %>


<% if uses.entities or neighbours %>
@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
<% if uses.entities %>
    engine = create_engine(app.state.settings)
    reading = engine.execution_options(isolation_level="AUTOCOMMIT")
    app.state.engine = engine
    app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)
    app.state.read_sessions = async_sessionmaker(reading, expire_on_commit=False)
    app.state.schema = health.Schema()
    app.state.started = False
    app.state.metrics.watch(engine.pool)
<% endif %>
<% if neighbours %>
    async with neighbours(app.state.settings, app.state.metrics.registry) as opened:
        app.state.neighbours = opened
        yield
<% else %>
    yield
<% endif %>
<% if uses.entities %>
    await engine.dispose()
<% endif %>


<% endif %>
DOCS = <{ (base_path ~ "/docs")|py_string }>


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
        docs_url=DOCS,
        redoc_url=None,
        openapi_tags=[
<% for resource in resources %>
            {"name": <{ resource.name|py_string }>, "description": <{ (resource.summary or resource.entity.summary or resource.name)|trim|py_text }>},
<% endfor %>
            {"name": "health", "description": "Probes."},
        ],
<% if uses.entities or neighbours %>
        lifespan=_lifespan,
<% endif %>
        # The records of exceptions carry their messages, which may hold what no log may hold.
        telemetry={"exclude": lambda scope: scope["path"].startswith(QUIET), "logs": False},
        generate_unique_id_function=_operation_id,
    )
    app.state.settings = settings
<% if uses.entities or neighbours %>
    app.state.metrics = metrics
<% endif %>
<% if jwks %>
    app.state.token_keys = keys_of(settings)
<% endif %>
<% if rate_limited %>
    app.state.rate_limits = RateLimits(settings.rate_limit_per_minute)
<% endif %>
    errors.install(app)
    app.add_middleware(BodyLimitMiddleware, most=settings.max_body_bytes)
    app.add_middleware(ObservabilityMiddleware, metrics=metrics, timeout_s=settings.request_timeout_s)
    app.add_middleware(SecurityHeadersMiddleware, page=DOCS)
<% if listed_origins %>
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=[<% if jwt %>"Authorization", <% endif %>"Content-Type", <% if idempotent %>"Idempotency-Key", <% endif %><% if uses.versions %>"If-Match", <% endif %>"X-Request-ID"],
        expose_headers=[<% if uses.versions %>"ETag", <% endif %><% if idempotent %>"Idempotency-Replayed", <% endif %>"Location", <% if rate_limited %>"Retry-After", <% endif %>"X-Request-ID"],
    )
<% endif %>
    app.include_router(health.router)
<% if jwt and resources %>
    # A route that forgets to ask who is calling is closed all the same.
    guards = [Depends(current_principal)<% if rate_limited %>, Depends(limited)<% endif %>]
<% elif rate_limited and resources %>
    guards = [Depends(limited)]
<% endif %>
<% for resource in resources %>
    app.include_router(<{ resource.ident }>_router<% if jwt or rate_limited %>, dependencies=guards<% endif %>)
<% endfor %>

    @app.get("/metrics", include_in_schema=False)
    async def prometheus() -> Response:
        return metrics.render()

    return app

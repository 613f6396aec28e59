"""What the tests share."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
import os
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from alembic import command
from alembic.config import Config
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from <{ package }>.app import create_app
from <{ package }>.core.config import Settings, get_settings
from <{ package }>.core.database import Base, create_engine
from <{ package }>.core.security import Role, issue
from tests import brokers
from tests.postgres import database_url

ROOT = Path(__file__).parent.parent
<% if jwt %>
Headers = dict[str, str]
As = Callable[..., Headers]
<% endif %>


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, bool]]:
    return "asyncio", {"use_uvloop": True}


<% if uses.entities %>
@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with database_url() as url:
        yield url


@pytest.fixture(scope="session")
def alembic_config() -> Config:
    return Config(toml_file=ROOT / "pyproject.toml")


@pytest.fixture(scope="session")
def settings(postgres_url: str, alembic_config: Config) -> Iterator[Settings]:
    """Settings of the service under test, on a migrated database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("APP_DATABASE_URL", postgres_url)
        patch.setenv("APP_ENVIRONMENT", "test")
        get_settings.cache_clear()
        command.upgrade(alembic_config, "head")
        yield get_settings()
    get_settings.cache_clear()
<% else %>
@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(environment="test")
<% endif %>


<% if flow.broker %>
@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
<% if flow.broker == "rabbitmq" %>
    if brokers.server() is None and "TEST_BROKER_URL" not in os.environ:
        pytest.skip("no RabbitMQ: install rabbitmq-server, or set TEST_BROKER_URL")
<% endif %>
    with brokers.broker_url() as url:
        yield url


@pytest.fixture
def brokered(settings: Settings, broker: str) -> Settings:
    """Settings with a broker on which nobody else tells or hears anything."""
    own = uuid4().hex
    addresses = {name: f"{own}.{name}" for name in Settings.model_fields if name.endswith(("_address", "_events"))}
    quick = {"broker_url": SecretStr(broker), "worker_metrics_port": 0<% if flow.relay %>, "relay_pause_s": 0.05<% endif %><% if flow.consumes %>, "consumer_retry_s": 0.01<% endif %>}
    return settings.model_copy(update={**addresses, **quick})


<% endif %>
@pytest.fixture(scope="session")
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    application = create_app(settings)
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """An HTTP client<% if uses.entities %>; the database is empty when a test begins<% endif %>."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
        yield http
<% if uses.entities %>
    tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    async with app.state.engine.begin() as connection:
        await connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


@pytest.fixture
async def session(app: FastAPI) -> AsyncIterator[AsyncSession]:
    """A session to arrange what a test needs and to look at what it left."""
    async with app.state.sessions() as opened:
        yield opened


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> Settings:
    url = SecretStr(f"sqlite+aiosqlite:///{tmp_path}/service.db")
    return Settings(environment="test", database_url=url)
<% endif %>
<% if jwt %>


@pytest.fixture
def as_(settings: Settings) -> As:
    """The headers of a caller: ``as_("ada"<% if roles %>, Role.<{ roles[0].constant }><% endif %>)``."""

<% if roles %>
    def headers(subject: str, *roles: Role, lifetime: timedelta = timedelta(minutes=5)) -> Headers:
        token = issue(subject, list(roles), settings, lifetime=lifetime)
        return {"Authorization": f"Bearer {token}"}
<% else %>
    def headers(subject: str, lifetime: timedelta = timedelta(minutes=5)) -> Headers:
        return {"Authorization": f"Bearer {issue(subject, settings, lifetime=lifetime)}"}
<% endif %>

    return headers
<% endif %>

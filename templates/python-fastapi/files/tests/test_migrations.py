import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from <{ package }>.core.config import Settings, get_settings


async def make_database(server: str, name: str) -> None:
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()


@pytest.fixture
def empty_database(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the settings at a database of its own, with nothing in it."""
    asyncio.run(make_database(postgres_url, "migrations"))
    url = make_url(postgres_url).set(database="migrations")
    monkeypatch.setenv("APP_DATABASE_URL", url.render_as_string(hide_password=False))


@pytest.fixture(autouse=True)
def fresh_settings() -> Iterator[None]:
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


@pytest.mark.usefixtures("empty_database")
def test_migrations_go_up_and_down_and_match_the_models(alembic_config: Config) -> None:
    command.upgrade(alembic_config, "head")
    command.check(alembic_config)
    command.downgrade(alembic_config, "base")
    command.upgrade(alembic_config, "head")
    command.check(alembic_config)


def test_migrations_run_on_sqlite(
    sqlite_settings: Settings, alembic_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_settings.database_url.get_secret_value()
    monkeypatch.setenv("APP_DATABASE_URL", url)
    command.upgrade(alembic_config, "head")
    command.check(alembic_config)
    command.downgrade(alembic_config, "base")
    path = Path(url.removeprefix("sqlite+aiosqlite:///"))
    with closing(sqlite3.connect(path)) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables - {"sqlite_sequence"} == {"alembic_version"}

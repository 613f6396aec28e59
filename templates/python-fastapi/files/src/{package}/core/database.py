"""Engine, sessions, and the column types that PostgreSQL and SQLite share."""

import time
from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from pydantic import TypeAdapter
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Index, Integer, MetaData, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import make_url
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.event import listens_for
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator, TypeEngine

from <{ package }>.core.config import Settings

PING_AFTER_IDLE_S = 30


class Base(DeclarativeBase):
    """Base of all models; constraints get names that migrations can refer to."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """``timestamptz``; always aware and in UTC, on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse moments without a zone."""
        if value is not None and value.tzinfo is None:
            msg = "a moment needs its time zone"
            raise ValueError(msg)
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give moments in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


<% if uses.decimals %>
# Decimals have up to 38 digits; the usual context rounds to 28.
_wide = Context(prec=80)


class ExactDecimal(TypeDecorator[Decimal]):
    """``numeric(p, s)``; on SQLite a scaled integer, so that sums and order stay exact."""

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        """All digits, and those after the point."""
        super().__init__(precision, scale)
        self.precision = precision
        self.scale = scale

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite has no decimals."""
        return dialect.type_descriptor(
            BigInteger() if dialect.name == "sqlite" else self.impl_instance
        )

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | int | None:
        """Scale for SQLite."""
        if value is None or dialect.name != "sqlite":
            return value
        return int(value.scaleb(self.scale, _wide).to_integral_exact())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401
        """Scale back."""
        if value is None:
            return None
        return Decimal(value).scaleb(-self.scale, _wide) if dialect.name == "sqlite" else Decimal(value)


<% endif %>
<% if "json" in uses.kinds or uses.events %>
Json = JSON().with_variant(JSONB(), "postgresql")
<% endif %>
<% if "json" in uses.kinds %>
# Here None is no value, and not the JSON value null.
OptionalJson = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
<% endif %>


<% if "list" in uses.kinds %>
class JsonList(TypeDecorator[list[Any]]):
    """A list of scalars, kept as JSON and read back as what it was."""

    impl = JSON
    cache_ok = True

    def __init__(self, item: Any) -> None:  # noqa: ANN401
        """The type of the items."""
        super().__init__(none_as_null=True)
        self.item = item
        self._adapter: TypeAdapter[list[Any]] = TypeAdapter(list[item])

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """PostgreSQL keeps it in binary form."""
        return dialect.type_descriptor(
            JSONB(none_as_null=True) if dialect.name == "postgresql" else self.impl_instance
        )

    def process_bind_param(self, value: list[Any] | None, _dialect: Dialect) -> Any:  # noqa: ANN401
        """As plain JSON values."""
        return None if value is None else self._adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, _dialect: Dialect) -> list[Any] | None:  # noqa: ANN401
        """As values of the type of the items."""
        return None if value is None else self._adapter.validate_python(value)


<% endif %>
<% if uses.enums %>
def enumeration(kind: type[StrEnum], name: str, length: int) -> Enum:
    """One of the values of ``kind``: text with a check, so that a new value is a plain migration."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=length,
        values_callable=lambda members: [member.value for member in members],
    )


<% endif %>
<% if not uses.uuid_keys or entities|selectattr("key.kind.name", "equalto", "integer")|list %>
BigKey = BigInteger().with_variant(Integer(), "sqlite")


<% endif %>
def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


<% if entities|selectattr("timestamps")|list %>
def creation(context: DefaultExecutionContext) -> datetime:
    """The moment at which a row is created, for what changes later."""
    parameters = context.current_parameters or {}
    moment: datetime = parameters["created_at"]
    return moment


<% endif %>
<% if uses.todays %>
def today() -> date:
    """The present day, in UTC."""
    return utc_now().date()


<% endif %>
<% if uses.soft %>
def unique_while_there(table: str, *columns: str) -> Index:
    """No two rows that are not deleted share the values of these columns."""
    there = text("row_deleted_at IS NULL")
    name = f"uq_{table}_{'_'.join(columns)}"
    return Index(name, *columns, unique=True, postgresql_where=there, sqlite_where=there)


<% endif %>
def create_engine(settings: Settings) -> AsyncEngine:
    """The engine of the service; the caller disposes of it."""
    url = make_url(settings.database_url.get_secret_value())
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(url, hide_parameters=True)
        _prepare_sqlite(engine)
        return engine
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=settings.database_pool_timeout_s,
        pool_recycle=1800,
        connect_args={
            "timeout": 5,
            "server_settings": {
                "application_name": <{ service.name|py_string }>,
                "statement_timeout": str(settings.database_statement_timeout_ms),
            },
        },
    )
    _ping_idle_connections(engine)
    return engine


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @listens_for(engine.sync_engine, "connect")
    def _pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401
        cursor = connection.cursor()
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=5000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _ping_idle_connections(engine: AsyncEngine) -> None:
    """Test a connection only where it sat idle: ``pool_pre_ping`` would pay on every request."""

    @listens_for(engine.sync_engine, "checkin")
    def _mark(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["idle_since"] = time.monotonic()

    @listens_for(engine.sync_engine, "checkout")
    def _test(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401
        idle_since = record.info.get("idle_since")
        if idle_since is None or time.monotonic() - idle_since < PING_AFTER_IDLE_S:
            return
        try:
            engine.sync_engine.dialect.do_ping(connection)
        except engine.sync_engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


async def _read_session(request: Request) -> AsyncGenerator[AsyncSession]:
    """Reads need no transaction: autocommit saves the round trips of BEGIN and COMMIT."""
    async with request.app.state.read_sessions() as session:
        yield session


async def _session(request: Request) -> AsyncGenerator[AsyncSession]:
    """One transaction a request: committed on success, rolled back on any exception."""
    async with request.app.state.sessions.begin() as session:
        yield session


# With scope="function" the commit comes before the answer: a commit that fails is told as an
# error, not as a success that the client was already promised.
SessionDep = Annotated[AsyncSession, Depends(_session, scope="function")]
ReadSessionDep = Annotated[AsyncSession, Depends(_read_session, scope="function")]

"""Alembic environment: the engine and the settings of the service."""

import asyncio
from importlib import import_module
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from <{ package }>.core.config import get_settings
from <{ package }>.core.database import Base, ExactDecimal, JsonList, UtcDateTime, create_engine

# Importing a module of models registers its tables.
for module in (
<% for name in model_modules %>
    <{ name|py_string }>,
<% endfor %>
<% if idempotent %>
    <{ (package ~ ".core.idempotency")|py_string }>,
<% endif %>
<% if flow.inbox %>
    <{ (package ~ ".core.consumers")|py_string }>,
<% endif %>
<% if uses.events %>
    <{ (package ~ ".core.outbox")|py_string }>,
<% endif %>
):
    import_module(module)


def _render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    """Write our column types as plain ones, so that no migration imports the service."""
<% if uses.decimals %>
    if kind == "type" and isinstance(item, ExactDecimal):
        return f"sa.Numeric({item.precision}, {item.scale}).with_variant(sa.BigInteger(), 'sqlite')"
<% endif %>
<% if "list" in uses.kinds %>
    if kind == "type" and isinstance(item, JsonList):
        return "sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), 'postgresql')"
<% endif %>
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_item=_render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _online() -> None:
    engine = create_engine(get_settings())
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_run)
            await connection.commit()
    finally:
        await engine.dispose()


if context.is_offline_mode():
    context.configure(
        url=get_settings().database_url.get_secret_value(),
        target_metadata=Base.metadata,
        literal_binds=True,
    )
    with context.begin_transaction():
        context.run_migrations()
else:
    asyncio.run(_online())

<% import "parts/python.jinja" as py %>
"""Reading and writing <{ "what the service keeps" if slices|length > 1 else slice.entities[0].plural }>."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from <{ package }>.core.database import utc_now
from <{ package }>.core.pagination import Key, fetch_page
from <{ package }>.core.types import Day, Duration, Email, Exact, HttpAddress, Integer, Line, Moment, Prose
<% for slice in slices %>
<% for entity in slice.entities %>
from <{ slice.modules.models }> import <{ entity.class }>
<% for field in entity.fields if field.kind.name == "enum" %>
from <{ slice.modules.domain }> import <{ field.kind.class }>
<% endfor %>
<% endfor %>
<% for resource in slice.resources %>
<% for operation in resource.operations if operation.body %>
from <{ slice.modules.schemas }> import <{ operation.body }>
<% endfor %>
<% endfor %>
<% endfor %>

<% for slice in slices %>
<% for resource in slice.resources %>
<% set entity = resource.entity %>
<% set owner = resource.owner %>
<% set single = resource.operations|selectattr("parameter")|list|length > 0 %>

class <{ resource.stem }>Repository:
    """<{ (resource.plural_capital ~ " in the database.")|py_docstring }>"""

    def __init__(self, session: AsyncSession) -> None:
        """Work in the transaction of ``session``."""
        self._session = session
<% if "create" in resource.actions %>

    async def add(self, <{ entity.ident }>: <{ entity.class }>) -> None:
        """Insert one with its parts; rules of the database are checked at once."""
        self._session.add(<{ entity.ident }>)
        await self._session.flush()
<% endif %>
<% if single %>

    async def get(self, key: <{ py.value_type(entity.key.kind)|trim }><% if owner %>, *, owner: <{ py.owner_type(owner) }> | None<% endif %>) -> <{ entity.class }> | None:
        """<% if owner %>Find one; with an ``owner``, only where it is theirs.<% else %>Find one.<% endif %>"""
        statement = select(<{ entity.class }>).where(<{ entity.class }>.<{ entity.key.ident }> == key)<% if entity.parts %>.options(<{ py.joins(entity) }>)<% endif %>

<% if entity.soft %>
        statement = statement.where(<{ entity.class }>.row_deleted_at.is_(None))
<% endif %>
<% if owner %>
        if owner is not None:
            statement = statement.where(<{ entity.class }>.<{ owner.ident }> == owner)
<% endif %>
        return (await self._session.scalars(statement))<% if entity.parts %>.unique()<% endif %>.one_or_none()
<% endif %>
<% for operation in resource.operations if operation.action == "list" %>

    async def <{ "page" if operation.name == "list" else operation.ident }>(self, query: <{ operation.body }><% if owner %>, *, owner: <{ py.owner_type(owner) }> | None<% endif %>) -> tuple[list[<{ entity.class }>], str | None]:
        """<% if owner %>Give a page and the cursor of the next; with an ``owner``, of theirs.<% else %>Give a page and the cursor of the next.<% endif %>"""
        keys = {
<% for field in operation.sorts %>
            <{ field.name|py_string }>: Key(<{ entity.class }>.<{ field.ident }>, TypeAdapter(<{ py.sort_type(field) }>)<% if field.optional %>, optional=True<% endif %>),
<% endfor %>
        }
        statement = select(<{ entity.class }>)<% if entity.parts %>.options(<{ py.loaders(entity) }>)<% endif %>

<% if owner %>
        if owner is not None:
            statement = statement.where(<{ entity.class }>.<{ owner.ident }> == owner)
<% endif %>
<% if entity.soft %>
        statement = statement.where(<{ entity.class }>.row_deleted_at.is_(None))
<% endif %>
<% for field in operation.filter %>
        if query.<{ field.ident }> is not None:
            statement = statement.where(<{ entity.class }>.<{ field.ident }> == query.<{ field.ident }>)
<% endfor %>
        return await fetch_page(self._session, statement, query, keys, query.sort)
<% endfor %>
<% if "update" in resource.actions or "replace" in resource.actions or "transition" in resource.actions or "custom" in resource.actions and single %>

    async def flush(self) -> None:
        """Send the changes; rules of the database are checked at once."""
        await self._session.flush()
<% endif %>
<% if "delete" in resource.actions %>

    async def delete(self, <{ entity.ident }>: <{ entity.class }>) -> None:
<% if entity.soft %>
        """Mark one as deleted; nothing finds it any more."""
        <{ entity.ident }>.row_deleted_at = utc_now()
        <{ entity.ident }>.row_version += 1
<% else %>
        """Remove one with its parts."""
        await self._session.delete(<{ entity.ident }>)
<% endif %>
        await self._session.flush()
<% endif %>

<% endfor %>
<% endfor %>

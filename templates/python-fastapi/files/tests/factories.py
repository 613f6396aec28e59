<% import "parts/python.jinja" as py %>
<% macro fresh(field) -%>
<%- set name = field.kind.name -%>
<%- if name == "email" %>f"user{next(NUMBERS)}@example.com"
<%- elif name == "uuid" %>uuid4()
<%- elif name in ["string", "text"] %>f"{next(NUMBERS):0<{ [[field.min_length or 0, 6]|max, field.max_length or 6]|min }>d}"
<%- elif name == "integer" and field.max is none and field.below is none %><{ field.sample }> + next(NUMBERS)
<%- elif name == "url" %>f"https://example.com/{next(NUMBERS)}"
<%- elif name == "date" %><{ py.as_python(field.kind, field.sample) }> + timedelta(days=next(NUMBERS))
<%- elif name == "datetime" %><{ py.as_python(field.kind, field.sample) }> + timedelta(seconds=next(NUMBERS))
<%- else %><{ py.as_python(field.kind, field.sample) }><% endif %>
<%- endmacro %>
"""Makes what a test needs to be there: valid, and different where values must be unique."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

<% for slice in slices %>
<% for entity in slice.entities %>
from <{ slice.modules.models }> import <{ entity.class }>
<% for field in entity.fields %>
<% set kind = field.kind.item if field.kind.name == "list" else field.kind %>
<% if kind.name == "enum" %>
from <{ slice.modules.domain }> import <{ kind.class }>
<% endif %>
<% endfor %>
<% endfor %>
<% endfor %>

NUMBERS = count(1)

<% for entity in tables %>

<% set required = entity.fields|selectattr("role", "equalto", "reference")|rejectattr("optional")|list %>
async def build_<{ entity.ident }>(<% if not required and not entity.parts %>_<% endif %>session: AsyncSession, **values: Any) -> <{ entity.class }>:  # noqa: ANN401
<% for field in entity.fields if field.role == "reference" and not field.optional %>
<% for other in tables if other.name == field.references.entity %>
    if <{ field.ident|py_string }> not in values:
        values[<{ field.ident|py_string }>] = (await make_<{ other.ident }>(session)).<{ other.key.ident }>
<% endfor %>
<% endfor %>
    usual: dict[str, Any] = {
<% for field in entity.fields if field.role == "data" %>
        <{ field.attribute|py_string }>: <% if field.kind.name == "secret" %>"not a hash"<% elif field.distinct %><{ fresh(field) }><% elif field.state %><{ entity.lifecycle.class }>.<{ entity.lifecycle.initial.constant }><% else %><{ py.as_python(field.kind, field.sample) }><% endif %>,
<% endfor %>
<% for part in entity.parts %>
        <{ part.ident|py_string }>: <% if part.many and part.min > 1 %>[await build_<{ part.entity.ident }>(session) for _ in range(<{ part.min }>)]<% elif part.many %>[await build_<{ part.entity.ident }>(session)]<% else %>await build_<{ part.entity.ident }>(session)<% endif %>,
<% endfor %>
    }
    return <{ entity.class }>(**{**usual, **values})

<% if entity.root or entity.offered %>

async def make_<{ entity.ident }>(session: AsyncSession, **values: Any) -> <{ entity.class }>:  # noqa: ANN401
<% for field in entity.fields if field.role == "owner" and not field.optional %>
<% for other in tables if other.name == field.references.entity %>
    if <{ field.ident|py_string }> not in values:
        values[<{ field.ident|py_string }>] = (await make_<{ other.ident }>(session)).<{ other.key.ident }>
<% endfor %>
<% endfor %>
    <{ entity.ident }> = await build_<{ entity.ident }>(session, **values)
    session.add(<{ entity.ident }>)
    await session.commit()
    return <{ entity.ident }>

<% endif %>
<% endfor %>

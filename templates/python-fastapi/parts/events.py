<% import "parts/python.jinja" as py %>
"""What other services are told about <{ "this one" if slices|length > 1 else slice.entities[0].plural }>."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from <{ package }>.core.types import Day, Duration, Exact, Schema
<% for slice in slices %>
<% for entity in slice.entities %>
<% for field in entity.fields %>
<% set kind = field.kind.item if field.kind.name == "list" else field.kind %>
<% if kind.name == "enum" %>
from <{ slice.modules.domain }> import <{ kind.class }>
<% endif %>
<% endfor %>
from <{ slice.modules.schemas }> import <{ entity.class }>Read
<% endfor %>
<% endfor %>

<% for slice in slices %>
<% for event in slice.events %>

class <{ event.class }>(Schema):
    """The data of event ``<{ event.name|py_docstring }>``."""

<% for field in event.fields %>
<% set type = "Annotated[Decimal, " ~ py.exact(field) ~ "]" if field.kind.name == "decimal" else py.read_type(field.kind)|trim %>
    <{ field.ident }>: <{ type }><% if field.optional %> | None<% endif %><% if field.ident != field.name %> = Field(serialization_alias=<{ field.name|py_string }>)<% endif %>

<% endfor %>
<% for entity in slice.entities if entity.name == event.entity %>
<% for part in entity.parts if part.name in event.parts %>
    <{ part.ident }>: <% if part.many %>list[<{ part.entity.class }>Read]<% else %><{ part.entity.class }>Read | None<% endif %>

<% endfor %>
<% endfor %>

<% endfor %>
<% endfor %>

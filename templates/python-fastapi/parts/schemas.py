<% import "parts/python.jinja" as py %>
<#- A member that a caller gives. -#>
<% macro member(field, action, owner=none) -%>
<%- set partial = action == "update" -%>
<%- set type = py.wire_type(field, py.notes(field))|trim -%>
<%- set type = type ~ " | None" if field.optional else type -%>
<%- set aliased = field.ident != field.name -%>
<%- set optional_owner = owner and owner.name == field.name and not partial and not field.optional -%>
<%- set type = "Annotated[" ~ type ~ ' | SkipJsonSchema[None], BeforeValidator(given)]' if optional_owner else type -%>
<%- set type = "Annotated[" ~ type ~ ", Field(alias=" ~ field.name|py_string ~ ")]" if aliased else type -%>
<{ field.ident }>: <{ type }>
<%- if partial %> = absent()
<%- elif action == "transition" %>
<%- elif field.default and field.default.kind == "now" %> = Field(default_factory=<{ py.default_factory(field) }>)
<%- elif field.default and field.kind.name in ["json", "list"] %> = Field(default=<{ py.default_value(field) }>)
<%- elif field.default %> = <{ py.default_value(field) }>
<%- elif field.optional or optional_owner or field.key %> = None
<%- endif %>
<%- endmacro %>
<% macro part_member(part, partial=false) -%>
<%- set one = part.entity.input -%>
<%- if part.many -%>
<{ part.ident }>: Annotated[list[<{ one }>], Field(<% if part.min %>min_length=<{ part.min }>, <% endif %>max_length=<{ part.max if part.max is not none else 100 }>)]<% if partial %> = absent()<% elif not part.min %> = Field(default_factory=list)<% endif %>
<%- else -%>
<{ part.ident }>: <{ one }><% if not part.min %> | None<% endif %><% if partial %> = absent()<% elif not part.min %> = None<% endif %>
<%- endif -%>
<%- endmacro %>
"""Bodies and queries of <{ "the API" if slices|length > 1 else slice.entities[0].plural }>."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BeforeValidator, Field, SecretStr
from pydantic.json_schema import SkipJsonSchema

from <{ package }>.core.database import today, utc_now
from <{ package }>.core.pagination import PageQuery
from <{ package }>.core.types import AnyJson, Day, Duration, Email, Exact, HttpAddress, Integer, Line, Moment, Prose, Schema, Whole, absent, given
<% for slice in slices %>
<% for entity in slice.entities %>
<% for field in entity.fields %>
<% set kind = field.kind.item if field.kind.name == "list" else field.kind %>
<% if kind.name == "enum" %>
from <{ slice.modules.domain }> import <{ kind.class }>
<% endif %>
<% endfor %>
<% endfor %>
<% endfor %>

<% for slice in slices if slice.resources %>
<% for entity in slice.entities|reverse %>
<% if entity.given %>

class <{ entity.input }>(Schema):
    """<{ ("What a caller gives for " ~ entity.a ~ ".")|py_docstring }>"""

<% for field in entity.fields if field.role in ["data", "reference"] and not field.computed %>
    <{ member(field, "create") }>
<% endfor %>
<% for part in entity.parts %>
    <{ part_member(part) }>
<% endfor %>

<% endif %>

class <{ entity.class }>Read(Schema):
    """<{ (entity.a_capital ~ " as callers see it.")|py_docstring }>"""

<% for field in entity.fields if field.shown %>
<% set kind = field.kind %>
<% set type = "Annotated[Decimal, " ~ py.exact(field) ~ "]" if kind.name == "decimal" else py.read_type(kind)|trim %>
    <{ field.ident }>: <{ type }><% if field.optional %> | None<% endif %><% if field.ident != field.name %> = Field(serialization_alias=<{ field.name|py_string }>)<% endif %>

<% endfor %>
<% for part in entity.parts %>
    <{ part.ident }>: <% if part.many %>list[<{ part.entity.class }>Read]<% else %><{ part.entity.class }>Read | None<% endif %>

<% endfor %>

<% endfor %>
<% for resource in slice.resources %>
<% set entity = resource.entity %>
<% for operation in resource.operations if operation.body %>
<% if operation.action == "list" %>

class <{ operation.body }>(PageQuery):
    """Which <{ entity.plural|py_docstring }>, and in which order."""

<% for field in operation.filter %>
<% set type = py.wire_type(field)|trim %>
    <{ field.ident }>: <% if field.ident != field.name %>Annotated[<{ type }> | SkipJsonSchema[None], Field(alias=<{ field.name|py_string }>)]<% else %><{ type }> | SkipJsonSchema[None]<% endif %> = None
<% endfor %>
    sort: Literal[<% for field in operation.sorts %><{ field.name|py_string }>, <{ ("-" ~ field.name)|py_string }>, <% endfor %>] = Field(default=<{ ("-" ~ entity.key.name)|py_string }>, description="Field to sort by; descending after `-`.")

class <{ operation.page }>(Schema):
    """A page of <{ entity.plural|py_docstring }>."""

    items: list[<{ entity.class }>Read]
    next_cursor: str | None = Field(description="Gives the next page; null on the last one.")

<% else %>

class <{ operation.body }>(Schema):
    """<{ operation.body_summary|py_docstring }>"""

<% for field in operation.accepts %>
    <{ member(field, operation.action, resource.owner if operation.action == "create") }>
<% endfor %>
<% for part in operation.accepts_parts %>
    <{ part_member(part, operation.action == "update") }>
<% endfor %>
<% if not operation.accepts and not operation.accepts_parts %>
    pass
<% endif %>

<% endif %>
<% endfor %>
<% endfor %>
<% endfor %>

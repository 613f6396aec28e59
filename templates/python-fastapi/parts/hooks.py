<% import "parts/python.jinja" as py %>
"""Where the team's rules for <{ "the service" if slices|length > 1 else slice.entities[0].plural }> come in: called by the services, below types that both sides are checked against."""

from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from <{ package }>.core.security import Principal
<% for slice in slices %>
<% for entity in slice.entities %>
from <{ slice.modules.models }> import <{ entity.class }>
<% for field in entity.fields if field.state %>
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
<% for resource in slice.resources if resource.actions|reject("in", ["get", "list"])|list %>
<% set entity = resource.entity %>
<% set one = entity.ident %>

class <{ resource.stem }>Hooks:
    """Called in the transaction of a request, which undoes all that it did where a hook raises; ``RefusedError`` tells the caller why."""

    def __init__(self, session: AsyncSession<% if jwt %>, principal: Principal<% endif %>) -> None:
        """Work in the transaction of ``session``<% if jwt %>, for ``principal``<% endif %>."""
        self.session = session
<% if jwt %>
        self.principal = principal
<% endif %>
<% if "create" in resource.actions %>

    async def before_create(self, <{ one }>: <{ entity.class }>) -> None:
        """<{ entity.a_capital|py_docstring }> was made of what the caller gave; it may be changed, and is kept next."""
<% endif %>
<% if "update" in resource.actions or "replace" in resource.actions %>

    async def before_change(self, <{ one }>: <{ entity.class }>, changes: dict[str, Any]) -> None:
        """The values in ``changes`` replace those of <{ entity.a|py_docstring }>; they may be changed, too."""
<% endif %>
<% if "transition" in resource.actions %>

    async def before_move(self, <{ one }>: <{ entity.class }>, target: <{ entity.lifecycle.class }>) -> None:
        """The lifecycle lets <{ entity.a|py_docstring }> go to ``target``."""
<% endif %>
<% if "delete" in resource.actions %>

    async def before_delete(self, <{ one }>: <{ entity.class }>) -> None:
        """<{ entity.a_capital|py_docstring }> is about to go."""
<% endif %>
<% if "custom" in resource.actions %>


class <{ resource.stem }>Operations(Protocol):
    """What the plan names and the team writes: a type error until it is there."""

<% for operation in resource.operations if operation.action == "custom" %>
    async def <{ operation.ident }>(self, <% if operation.parameter %><{ one }>: <{ entity.class }>, <% endif %><% if operation.body %>payload: <{ operation.body }>, <% endif %>) -> None:
        """<{ operation.summary|sentence|py_docstring }>"""

<% endfor %>
<% endif %>

<% endfor %>
<% endfor %>

"""Rules for <{ slice.entities[0].plural }>: the team's own file, which is written once and then left alone."""

<% for entity in slice.entities %>
from <{ slice.modules.models }> import <{ entity.class }>
<% endfor %>
<% for resource in slice.resources %>
from <{ slice.modules.hooks }> import <{ resource.stem }>Hooks
<% for operation in resource.operations if operation.body %>
from <{ slice.modules.schemas }> import <{ operation.body }>
<% endfor %>
<% endfor %>

<% for resource in slice.resources if resource.actions|reject("in", ["get", "list"])|list %>
<% set entity = resource.entity %>

class <{ resource.stem }>Rules(<{ resource.stem }>Hooks):
    """What holds for <{ entity.plural|py_docstring }> beyond their schema; ``<{ resource.stem }>Hooks`` says what can be overridden."""

<% for operation in resource.operations if operation.action == "custom" %>
    async def <{ operation.ident }>(self, <% if operation.parameter %><{ entity.ident }>: <{ entity.class }>, <% endif %><% if operation.body %>payload: <{ operation.body }>, <% endif %>) -> None:
        """<{ operation.summary|sentence|py_docstring }>"""
        raise NotImplementedError

<% endfor %>

<% endfor %>

"""The values and states that <{ "the service" if slices|length > 1 else slice.entities[0].plural }> can have: plain rules, no I/O."""

from enum import StrEnum

<% for slice in slices %>
<% for entity in slice.entities %>
<% for field in entity.fields %>
<% set kind = field.kind.item if field.kind.name == "list" else field.kind %>
<% if kind.name == "enum" %>

class <{ kind.class }>(StrEnum):
    """<{ (field.summary|sentence|py_docstring) if field.summary else (("The states of " ~ entity.a ~ ".") if field.state else ("What `" ~ field.name ~ "` of " ~ entity.a ~ " can be."))|py_docstring }>"""

<% for member in kind.members %>
    <{ member.constant }> = <{ member.value|py_string }>
<% endfor %>
<% if field.state and entity.lifecycle %>

    @property
    def successors(self) -> "tuple[<{ kind.class }>, ...]":
        """The states that may follow this one."""
        return {
<% for from, to in entity.lifecycle.transitions if to %>
            <{ kind.class }>.<{ from.constant }>: (<% for member in to %><{ kind.class }>.<{ member.constant }>, <% endfor %>),
<% endfor %>
        }.get(self, ())
<% endif %>

<% endif %>
<% endfor %>
<% endfor %>
<% endfor %>

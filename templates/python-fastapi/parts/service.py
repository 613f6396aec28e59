<% import "parts/python.jinja" as py %>
<#- The arguments that make a row of what a caller gave. -#>
<% macro given(fields, source) -%>
<% for field in fields %>
<% if field.kind.name == "secret" and field.optional %>
<{ field.attribute }>=None if <{ source }>.<{ field.ident }> is None else await hash_secret(<{ source }>.<{ field.ident }>),
<% elif field.kind.name == "secret" %>
<{ field.attribute }>=await hash_secret(<{ source }>.<{ field.ident }>),
<% elif not field.key %>
<{ field.ident }>=<{ source }>.<{ field.ident }>,
<% endif %>
<% endfor %>
<%- endmacro %>
<% macro parts_given(entity, accepted, source) -%>
<% for part in entity.parts %>
<% if part.name not in accepted %>
<{ part.ident }>=<% if part.many %>[]<% else %>None<% endif %>,
<% else %>
<{ part.ident }>=<{ made(part, source ~ "." ~ part.ident) }>,
<% endif %>
<% endfor %>
<%- endmacro %>
<% macro made(part, source) -%>
<% set call = ("await " if part.entity.hashes else "") ~ "_new_" ~ part.entity.ident -%>
<% if part.many %>[<{ call }>(item) for item in <{ source }>]
<%- elif part.min %><{ call }>(<{ source }>)
<%- else %>None if <{ source }> is None else <{ call }>(<{ source }>)<% endif %>
<%- endmacro %>
<% macro compute(entity, value) -%>
<% for field in entity.fields if field.computed %>
        <{ value }>.<{ field.ident }> = <{ sum(field, value) }>
<% endfor %>
<%- endmacro %>
<% macro sum(field, value) -%>
<% set rows %>((<% for factor in field.computed.factors %>item.<{ factor }>, <% endfor %>) for item in <{ value }>.<{ field.computed.over }>)<% endset -%>
<% if field.kind.name == "decimal" %>sum_of_products(<{ field.name|py_string }>, <{ py.exact(field) }>, <{ rows }>)
<%- else %>int(sum_of_products(<{ field.name|py_string }>, Exact(18, 0), <{ rows }>))<% endif %>
<%- endmacro %>
<% macro tell(operation, value, entity) -%>
<% for event in operation.publishes %>
        announce(self._session, <{ event.name|py_string }>, <{ value }>.<{ entity.key.ident }>, <{ event.class }>.model_validate(<{ value }>))
<% endfor %>
<%- endmacro %>
"""What can be done with <{ "what the service keeps" if slices|length > 1 else slice.entities[0].plural }>."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from <{ package }>.core.amounts import sum_of_products
from <{ package }>.core.errors import ConflictError, ForbiddenError, NotFoundError
from <{ package }>.core.outbox import announce
from <{ package }>.core.preconditions import check_if_match
from <{ package }>.core.secrets import hash_secret
from <{ package }>.core.security import Principal
from <{ package }>.core.types import Exact
<% for slice in slices %>
<% for entity in slice.entities %>
from <{ slice.modules.models }> import <{ entity.class }>
from <{ slice.modules.schemas }> import <{ entity.class }>Read, <{ entity.input }>
<% for field in entity.fields if field.kind.name == "enum" %>
from <{ slice.modules.domain }> import <{ field.kind.class }>
<% endfor %>
<% endfor %>
<% for event in slice.events %>
from <{ slice.modules.events }> import <{ event.class }>
<% endfor %>
<% for resource in slice.resources %>
from <{ slice.modules.hooks }> import <{ resource.stem }>Operations
from <{ slice.modules.repository }> import <{ resource.stem }>Repository
from <{ slice.modules.rules }> import <{ resource.stem }>Rules
<% for operation in resource.operations if operation.body %>
from <{ slice.modules.schemas }> import <{ operation.body }><% if operation.page %>, <{ operation.page }><% endif %>

<% endfor %>
<% endfor %>
<% endfor %>

<% for slice in slices %>
<% for entity in slice.entities|reverse %>
<% if entity.given %>

<% if entity.hashes %>async <% endif %>def _new_<{ entity.ident }>(payload: <{ entity.input }>) -> <{ entity.class }>:
    return <{ entity.class }>(
<{ given(entity.fields|selectattr("role", "in", ["data", "reference"])|rejectattr("computed")|list, "payload") }>
<{ parts_given(entity, entity.parts|map(attribute="name")|list, "payload") }>
    )

<% endif %>
<% endfor %>
<% for resource in slice.resources %>
<% set entity = resource.entity %>
<% set owner = resource.owner %>
<% set key_type = py.value_type(entity.key.kind)|trim %>
<% set one = entity.ident %>
<% set single = resource.operations|selectattr("parameter")|list|length > 0 %>
<% set ns = namespace(publishes=false, checks_owner=false, writes=false) %>
<% for operation in resource.operations %>
<% if operation.action not in ["get", "list"] %><% set ns.writes = true %><% endif %>
<% if operation.publishes %><% set ns.publishes = true %><% endif %>
<% for field in operation.accepts if owner and field.name == owner.name and operation.action in ["create", "update", "replace"] %><% set ns.checks_owner = true %><% endfor %>
<% endfor %>

class <{ resource.stem }>Service:
    """<{ ("Use cases of " ~ entity.plural ~ ".")|py_docstring }>"""

<% set told = jwt and (owner or ns.writes) %>
    def __init__(self, session: AsyncSession<% if told %>, principal: Principal<% endif %>) -> None:
        """Work in the transaction of ``session``<% if told %>, for ``principal``<% endif %>."""
        self._repository = <{ resource.stem }>Repository(session)
<% if ns.writes %>
        self._rules = <{ resource.stem }>Rules(session<% if jwt %>, principal<% endif %>)
<% endif %>
<% if "custom" in resource.actions %>
        self._operations: <{ resource.stem }>Operations = self._rules
<% endif %>
<% if ns.publishes %>
        self._session = session
<% endif %>
<% if owner %>
        self._principal = principal
<% endif %>
<% for operation in resource.operations %>
<% set method = "page" if operation.name == "list" else operation.ident %>
<% set accepted = operation.accepts_parts|map(attribute="name")|list %>
<% set owner_given = owner and owner.name in operation.accepts|map(attribute="name")|list %>
<% if operation.action == "create" %>

    async def <{ method }>(self, payload: <{ operation.body }>) -> <{ entity.class }>:
        """<{ operation.summary|sentence|py_docstring }>"""
        <{ one }> = <{ entity.class }>(
<% for field in operation.accepts if not (owner and field.name == owner.name) %>
<{ given([field], "payload") }>
<% endfor %>
<% if owner %>
            <{ owner.ident }>=self._owner_of(<% if owner_given %>payload.<{ owner.ident }><% else %>None<% endif %>),
<% endif %>
<{ parts_given(entity, accepted, "payload") }>
        )
<% for field in operation.accepts if field.key %>
        if payload.<{ field.ident }> is not None:
            <{ one }>.<{ field.ident }> = payload.<{ field.ident }>
<% endfor %>
        await self._rules.before_create(<{ one }>)
<% if entity.fields|selectattr("computed")|list %>
        <{ compute(entity, one)|trim }>
<% endif %>
        await self._repository.add(<{ one }>)
<% if operation.publishes %>
        <{ tell(operation, one, entity)|trim }>
<% endif %>
        return <{ one }>
<% elif operation.action == "get" %>

    async def <{ method }>(self, key: <{ key_type }>) -> <{ entity.class }>:
        """<{ operation.summary|sentence|py_docstring }>"""
        return await self._find(key)
<% elif operation.action == "list" %>

    async def <{ method }>(self, query: <{ operation.body }>) -> <{ operation.page }>:
        """<{ operation.summary|sentence|py_docstring }>"""
        rows, cursor = await self._repository.<{ method }>(query<% if owner %>, owner=self._scope()<% endif %>)
        items = [<{ entity.class }>Read.model_validate(row) for row in rows]
        return <{ operation.page }>(items=items, next_cursor=cursor)
<% elif operation.action in ["update", "replace"] %>
<% set partial = operation.action == "update" %>
<% set secrets = operation.accepts|selectattr("kind.name", "equalto", "secret")|list %>
<% set apart = secrets|map(attribute="ident")|list + operation.accepts_parts|map(attribute="ident")|list %>

    async def <{ method }>(self, key: <{ key_type }>, payload: <{ operation.body }>, if_match: str | None) -> <{ entity.class }>:
        """<{ operation.summary|sentence|py_docstring }>"""
        <{ one }> = await self._find(key)
        check_if_match(if_match, <{ one }>.row_version)
        changes = payload.model_dump(<% if partial %>exclude_unset=True, <% endif %><% if apart %>exclude={<% for name in apart %><{ name|py_string }>, <% endfor %>}<% endif %>)
<% if owner_given %>
        if <{ owner.ident|py_string }> in changes:
            changes[<{ owner.ident|py_string }>] = self._owner_of(payload.<{ owner.ident }>)
<% endif %>
<% for field in operation.accepts if field.state %>
        if changes.get(<{ field.ident|py_string }>, <{ one }>.<{ field.ident }>) != <{ one }>.<{ field.ident }>:
            await self._move(<{ one }>, changes[<{ field.ident|py_string }>])
<% endfor %>
        await self._rules.before_change(<{ one }>, changes)
        for name, value in changes.items():
            setattr(<{ one }>, name, value)
<% for field in secrets %>
<% if partial %>
        if <{ field.ident|py_string }> in payload.model_fields_set:
            <{ one }>.<{ field.attribute }> = <% if field.optional %>None if payload.<{ field.ident }> is None else <% endif %>await hash_secret(payload.<{ field.ident }>)
<% else %>
        <{ one }>.<{ field.attribute }> = <% if field.optional %>None if payload.<{ field.ident }> is None else <% endif %>await hash_secret(payload.<{ field.ident }>)
<% endif %>
<% endfor %>
<% for part in operation.accepts_parts %>
<% set indent = "    " if partial else "" %>
<% if partial %>
        if <{ part.ident|py_string }> in payload.model_fields_set:
<% endif %>
        <{ indent }><{ one }>.<{ part.ident }> = <% if part.many %>[]<% else %>None<% endif %>

        <{ indent }>await self._repository.flush()
        <{ indent }><{ one }>.<{ part.ident }> = <{ made(part, "payload." ~ part.ident) }>

<% endfor %>
<% if operation.accepts_parts %>
<% if entity.fields|selectattr("computed")|list %>
        <{ compute(entity, one)|trim }>
<% endif %>
<% endif %>
        <{ one }>.row_version += 1
        await self._repository.flush()
<% if operation.publishes %>
        <{ tell(operation, one, entity)|trim }>
<% endif %>
        return <{ one }>
<% elif operation.action == "delete" %>

    async def <{ method }>(self, key: <{ key_type }>, if_match: str | None) -> None:
        """<{ operation.summary|sentence|py_docstring }>"""
        <{ one }> = await self._find(key)
        check_if_match(if_match, <{ one }>.row_version)
        await self._rules.before_delete(<{ one }>)
<% if operation.publishes %>
        <{ tell(operation, one, entity)|trim }>
<% endif %>
        await self._repository.delete(<{ one }>)
<% elif operation.action == "transition" %>
<% set state = entity.lifecycle %>

    async def <{ method }>(self, key: <{ key_type }>, <% if not operation.to %>target: <{ state.class }>, <% endif %>if_match: str | None) -> <{ entity.class }>:
        """<{ operation.summary|sentence|py_docstring }>"""
        <{ one }> = await self._find(key)
        check_if_match(if_match, <{ one }>.row_version)
<% if operation.to %>
        target = <{ state.class }>.<{ operation.to.constant }>
<% endif %>
        await self._move(<{ one }>, target)
        <{ one }>.row_version += 1
        await self._repository.flush()
<% if operation.publishes %>
        <{ tell(operation, one, entity)|trim }>
<% endif %>
        return <{ one }>
<% elif operation.action == "custom" and operation.parameter %>

    async def <{ method }>(self, key: <{ key_type }>, <% if operation.body %>payload: <{ operation.body }>, <% endif %>if_match: str | None) -> <{ entity.class }>:
        """<{ operation.summary|sentence|py_docstring }>"""
        <{ one }> = await self._find(key)
        check_if_match(if_match, <{ one }>.row_version)
        await self._operations.<{ method }>(<{ one }><% if operation.body %>, payload<% endif %>)
<% if entity.fields|selectattr("computed")|list %>
        <{ compute(entity, one)|trim }>
<% endif %>
        <{ one }>.row_version += 1
        await self._repository.flush()
<% if operation.publishes %>
        <{ tell(operation, one, entity)|trim }>
<% endif %>
        return <{ one }>
<% elif operation.action == "custom" %>

    async def <{ method }>(self<% if operation.body %>, payload: <{ operation.body }><% endif %>) -> None:
        """<{ operation.summary|sentence|py_docstring }>"""
        await self._operations.<{ method }>(<% if operation.body %>payload<% endif %>)
<% endif %>
<% endfor %>
<% if "transition" in resource.actions %>

    async def _move(self, <{ one }>: <{ entity.class }>, target: <{ entity.lifecycle.class }>) -> None:
        allowed = <{ one }>.<{ entity.lifecycle.ident }>.successors
        if target not in allowed:
            msg = f"<{ entity.a_capital }> cannot go from {<{ one }>.<{ entity.lifecycle.ident }>} to {target}."
            raise ConflictError(msg, allowed=list(allowed))
        await self._rules.before_move(<{ one }>, target)
        <{ one }>.<{ entity.lifecycle.ident }> = target
<% endif %>
<% if single %>

    async def _find(self, key: <{ key_type }>) -> <{ entity.class }>:
<% if owner %>
        """Give one; what is not there and what is another's are answered alike."""
<% endif %>
        <{ one }> = await self._repository.get(key<% if owner %>, owner=self._scope()<% endif %>)
        if <{ one }> is None:
            msg = f"There is no <{ entity.words }> {key}."
            raise NotFoundError(msg)
        return <{ one }>
<% endif %>
<% if owner %>
<% set subject = "self._principal.subject_id" if owner.kind.name == "uuid" else "self._principal.subject" %>
<% if single or "list" in resource.actions %>

    def _scope(self) -> <{ py.owner_type(owner) }> | None:
        """Whose <{ entity.plural }> the caller sees; everybody's where it is none."""
        return None if self._principal.sees_all else <{ subject }>
<% endif %>
<% if ns.checks_owner or "create" in resource.actions %>

    def _owner_of(self, given: <{ py.owner_type(owner) }> | None) -> <{ py.owner_type(owner) }>:
        """Whose it becomes: the caller's, where another is not both given and allowed."""
        if given is not None and self._principal.sees_all:
            return given
        if given is not None and given != <{ subject }>:
            msg = "The caller may act only for themselves."
            raise ForbiddenError(msg)
        return <{ subject }>
<% endif %>
<% endif %>
<% endfor %>
<% endfor %>

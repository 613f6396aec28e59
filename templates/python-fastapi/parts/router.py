<% import "parts/python.jinja" as py %>
"""Routes of <{ "the API" if slices|length > 1 else slice.entities[0].plural }>."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response, status

from <{ package }>.core.database import ReadSessionDep, SessionDep
from <{ package }>.core.errors import responses
from <{ package }>.core.idempotency import OnceDep
from <{ package }>.core.preconditions import IfMatch, etag
from <{ package }>.core.security import Principal, PrincipalDep, Role, current_principal, require
from <{ package }>.core.types import Integer
<% for slice in slices %>
<% for entity in slice.entities %>
from <{ slice.modules.models }> import <{ entity.class }>
from <{ slice.modules.schemas }> import <{ entity.class }>Read
<% endfor %>
<% for resource in slice.resources %>
from <{ slice.modules.service }> import <{ resource.stem }>Service
<% for operation in resource.operations if operation.body %>
from <{ slice.modules.schemas }> import <{ operation.body }><% if operation.page %>, <{ operation.page }><% endif %>

<% endfor %>
<% endfor %>
<% endfor %>

<% for slice in slices %>
<% for resource in slice.resources %>
<% set entity = resource.entity %>
<% set owner = resource.owner %>
<% set one = entity.ident %>

<{ resource.ident }>_router = APIRouter(prefix=<{ resource.path|py_string }>, tags=[<{ resource.name|py_string }>])

<% for operation in resource.operations %>
<% set method = "page" if operation.name == "list" else operation.ident %>
<% set reads = operation.action in ["get", "list"] %>
<% set changes = operation.action in ["update", "replace", "delete", "transition"] or operation.action == "custom" and operation.parameter %>
<% set told = jwt and (owner or resource.actions|reject("in", ["get", "list"])|list|length > 0) %>
<% set empty = operation.success == 204 %>
<% set gives_one = operation.action != "list" and not empty %>
<% set tagged = gives_one and entity.versioned %>
<% set location = operation.action == "create" and "get" in resource.actions %>
<% set keyed = idempotent and operation.action == "create" %>
<% set secret = operation.accepts|selectattr("kind.name", "equalto", "secret")|list or operation.accepts_parts|selectattr("entity.hashes")|list %>
<% set guard %><% if operation.roles %>require(<% for role in operation.roles %>Role.<{ role.constant }>, <% endfor %>)<% else %>current_principal<% endif %><% endset %>

@<{ resource.ident }>_router.<{ operation.method|lower }>(
    <{ operation.local|py_string }>,
<% if gives_one %>
    response_model=<{ entity.class }>Read,
<% endif %>
<% if operation.success != 200 %>
    status_code=status.HTTP_<{ operation.success }>_<{ {201: "CREATED", 202: "ACCEPTED", 204: "NO_CONTENT"}[operation.success] }>,
<% endif %>
    responses=responses(<{ operation.failures|join(", ") }>),
<% if jwt and not told and operation.roles %>
    dependencies=[Depends(<{ guard }>)],
<% endif %>
)
async def <{ operation.route }>(
<% if operation.parameter %>
    <{ operation.parameter }>: <% if entity.key.kind.name == "integer" %>Integer<% else %>UUID<% endif %>,
<% endif %>
<% if operation.action == "list" %>
    query: Annotated[<{ operation.body }>, Query()],
<% elif operation.body %>
    payload: <{ operation.body }>,
<% endif %>
<% if tagged or location or keyed %>
    response: Response,
<% endif %>
    session: <% if reads %>ReadSessionDep<% else %>SessionDep<% endif %>,
<% if told %>
    principal: <% if operation.roles %>Annotated[Principal, Depends(<{ guard }>)]<% else %>PrincipalDep<% endif %>,
<% endif %>
<% if changes %>
    if_match: IfMatch = None,
<% endif %>
<% if keyed %>
    once: OnceDep,
<% endif %>
) -> <% if operation.action == "list" %><{ operation.page }><% elif empty %>None<% else %><{ entity.class }><% endif %><% if keyed %> | Response<% endif %>:
    """<{ operation.summary|sentence|py_docstring }>"""
<% set call %>await <{ resource.stem }>Service(session<% if told %>, principal<% endif %>).<{ method }>(<% if operation.parameter %><{ operation.parameter }>, <% endif %><% if operation.action == "list" %>query<% elif operation.action == "transition" and operation.body %>payload.<{ entity.lifecycle.ident }>, <% elif operation.body %>payload, <% endif %><% if changes %>if_match<% endif %>)<% endset %>
<% if keyed %>
    if (answered := await once.replay(<{ operation.id|py_string }><% if secret %>, secret=True<% endif %>)) is not None:
        return answered
<% endif %>
<% if tagged or location or keyed %>
    <{ one }> = <{ call }>
<% if location %>
    response.headers["Location"] = f"<{ resource.path }>/{<{ one }>.<{ entity.key.ident }>}"
<% endif %>
<% if tagged %>
    response.headers["ETag"] = etag(<{ one }>.row_version)
<% endif %>
<% if keyed %>
    await once.keep(status.HTTP_<{ operation.success }>_CREATED, <{ entity.class }>Read.model_validate(<{ one }>), response)
<% endif %>
    return <{ one }>
<% elif empty %>
    <{ call }>
<% else %>
    return <{ call }>
<% endif %>

<% endfor %>
<% endfor %>
<% endfor %>

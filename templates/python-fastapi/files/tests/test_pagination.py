<#- Lists of what there can be many of: no required reference that is unique, and enough values for what is. -#>
<% macro varies(field) -%>
<% if field.kind.name in ["email", "uuid", "url", "date", "datetime"] or field.kind.name in ["string", "text"] and (field.max_length is none or field.max_length >= 6) or field.kind.name == "integer" and field.max is none and field.below is none %>x<% endif %>
<%- endmacro %>
<% set ns = namespace(resource=none, operation=none) %>
<% for resource in resources if ns.resource is none %>
<% set entity = resource.entity %>
<% set fits = namespace(all=true) %>
<% for field in entity.fields if field.unique and not field.key %>
<% if field.role in ["reference", "owner"] and not field.optional or field.role == "data" and not varies(field)|trim %><% set fits.all = false %><% endif %>
<% endfor %>
<% for columns in entity.unique %>
<% set some = namespace(one=false) %>
<% for field in entity.fields if field.column in columns and varies(field)|trim %><% set some.one = true %><% endfor %>
<% if not some.one %><% set fits.all = false %><% endif %>
<% endfor %>
<% for operation in resource.operations if operation.action == "list" and fits.all and ns.resource is none %>
<% set ns.resource = resource %><% set ns.operation = operation %>
<% endfor %>
<% endfor %>
<% set resource = ns.resource %>
<% set operation = ns.operation %>
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy.ext.asyncio import AsyncSession

from <{ package }>.core.security import Role
from tests.conftest import As
<% for entity in tables %>
from tests.factories import build_<{ entity.ident }>, make_<{ entity.ident }>
<% endfor %>

<% if resource %>
<% set entity = resource.entity %>
<% set owner = resource.owner %>
SUBJECT = "0198f2a0-0000-7000-8000-00000000000a"
ROWS = 10_000


async def test_every_row_of_many_is_reached_once(client: httpx2.AsyncClient, session: AsyncSession<% if jwt %>, as_: As<% endif %>) -> None:
    shared: dict[str, Any] = {
<% for part in entity.parts if part.many %>
        <{ part.ident|py_string }>: [],
<% endfor %>
<% if owner %>
        <{ owner.ident|py_string }>: <% if owner.kind.name == "uuid" %>UUID(SUBJECT)<% else %>SUBJECT<% endif %>,
<% endif %>
<% for field in entity.fields if field.role in ["reference", "owner"] and not field.optional %>
<% for other in tables if other.name == field.references.entity %>
        <{ field.ident|py_string }>: (await make_<{ other.ident }>(session)).<{ other.key.ident }>,
<% endfor %>
<% endfor %>
    }
    session.add_all([await build_<{ entity.ident }>(session, **shared) for _ in range(ROWS)])
    await session.commit()
    seen: list[str] = []
    params = {"limit": "100"}
    while True:
        page = (await client.get(<{ operation.path|py_string }>, params=params<% if jwt %>, headers=as_(SUBJECT<% if operation.roles %>, Role.<{ operation.roles[0].constant }><% endif %>)<% endif %>)).json()
        seen += [item[<{ entity.key.name|py_string }>] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert len(seen) == len(set(seen)) == ROWS
<% endif %>

<% import "parts/python.jinja" as py %>
<#- The headers of a caller who may do it, as a keyword argument. -#>
<% macro head(operation, more="", subject="SUBJECT", role=none) -%>
<%- if jwt -%>
, headers=<% if more %>{**<% endif %>as_(<{ subject }><% if role %>, Role.<{ role.constant }><% elif operation.roles %>, Role.<{ operation.roles[0].constant }><% endif %>)<% if more %>, <{ more }>}<% endif %>
<%- elif more -%>
, headers={<{ more }>}
<%- endif -%>
<%- endmacro %>
<% macro as_param() %><% if jwt %>, as_: As<% endif %><% endmacro %>
<% macro url(operation, one, key) -%>
f"<{ operation.path|replace("{" ~ operation.parameter ~ "}", "{" ~ one ~ "." ~ key ~ "}") }>"
<%- endmacro %>
<% macro unknown(operation, key) -%>
"<{ operation.path|replace("{" ~ operation.parameter ~ "}", "0198f2a0-0000-7000-8000-0000000000ff" if key.kind.name == "uuid" else "987654321") }>"
<%- endmacro %>
<#- Statements that put the keys of others into a body. -#>
<% macro references(operation, entity) -%>
<% for field in operation.accepts if field.role == "reference" and not field.optional %>
<% for other in tables if other.name == field.references.entity %>
    body[<{ field.name|py_string }>] = <% if field.kind.name == "uuid" %>str((await make_<{ other.ident }>(session)).<{ other.key.ident }>)<% else %>(await make_<{ other.ident }>(session)).<{ other.key.ident }><% endif %>

<% endfor %>
<% endfor %>
<%- endmacro %>
<% macro owned(operation, owner) -%>
<% if owner and operation.action == "replace" and owner.name in operation.accepts|map(attribute="name")|list %>
    body[<{ owner.name|py_string }>] = SUBJECT
<% endif %>
<%- endmacro %>
<% macro send(operation, one, key) -%>
client.<{ operation.method|lower }>(<{ url(operation, one, key) }><% if operation.action == "transition" and operation.body %>, json=<{ operation.step|py_value }><% elif operation.action == "update" %>, json={}<% elif operation.body and operation.action in ["replace", "custom"] %>, json=body<% endif %>
<%- endmacro %>
import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from <{ package }>.core.errors import RefusedError
from <{ package }>.core.outbox import OutboxMessage
from <{ package }>.core.security import Role
<% for entity in slice.entities %>
from <{ slice.modules.models }> import <{ entity.class }>
<% for field in entity.fields if field.kind.name == "enum" %>
from <{ slice.modules.domain }> import <{ field.kind.class }>
<% endfor %>
<% endfor %>
<% for resource in slice.resources if "create" in resource.actions %>
from <{ slice.modules.repository }> import <{ resource.stem }>Repository
from <{ slice.modules.rules }> import <{ resource.stem }>Rules
<% endfor %>
from tests.conftest import As
<% for entity in tables %>
from tests.factories import make_<{ entity.ident }>
<% endfor %>

<% for resource in slice.resources %>
<% set entity = resource.entity %>
<% set owner = resource.owner %>
<% set one = entity.ident %>
<% set key = entity.key.ident %>
<% set many = slice.resources|length > 1 %>
<% set tag = resource.ident %>
<% set get = (resource.operations|selectattr("action", "equalto", "get")|list + [none])[0] %>
<% set mine %><% if owner %>, <{ owner.ident }>=<% if owner.kind.name == "uuid" %>UUID(SUBJECT)<% else %>SUBJECT<% endif %><% endif %><% endset %>
<% if loop.first %>
<% if owner %>
SUBJECT = "0198f2a0-0000-7000-8000-00000000000a"
OTHER = "0198f2a0-0000-7000-8000-00000000000b"
<% elif jwt %>
SUBJECT = "ada"
<% endif %>
<% endif %>

<% for operation in resource.operations %>
<% set need = operation.accepts|selectattr("role", "equalto", "reference")|rejectattr("optional")|list %>
<% if operation.action == "create" %>
<% set secrets = operation.accepts|selectattr("kind.name", "equalto", "secret")|list %>
<% set shown = operation.shown_sample %>

async def test_<{ operation.route }>_keeps_what_is_given(client: httpx2.AsyncClient<% if need or secrets or operation.publishes %>, session: AsyncSession<% endif %><{ as_param() }>) -> None:
    body: dict[str, Any] = <{ operation.sample|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>
<% if owner and operation.action == "replace" %>
<{ owned(operation, owner) }>
<% endif %>
    response = await client.post("<{ operation.path }>", json=body<{ head(operation) }>)
    assert response.status_code == <{ operation.success }>, response.text
    created = response.json()
<% for field in operation.accepts if field.shown and field.role in ["data", "reference"] and field.name in shown or field.role == "reference" and not field.optional %>
    assert created[<{ field.name|py_string }>] == body[<{ field.name|py_string }>]
<% endfor %>
<% for part in operation.accepts_parts %>
<% if part.many %>
    assert len(created[<{ part.name|py_string }>]) == <{ [part.min, 1]|max }>
<% endif %>
<% endfor %>
<% for name, value in operation.totals %>
    assert created[<{ name|py_string }>] == <{ value|py_value }>
<% endfor %>
<% if owner %>
    assert created[<{ owner.name|py_string }>] == SUBJECT
<% endif %>
<% for field in secrets %>
    assert <{ field.name|py_string }> not in created
    stored = (await session.scalars(select(<{ entity.class }>))).one()
    assert PasswordHasher().verify(stored.<{ field.attribute }><% if field.optional %> or ""<% endif %>, body[<{ field.name|py_string }>])
<% endfor %>
<% for event in operation.publishes %>
    kinds = (await session.scalars(select(OutboxMessage.type))).all()
    assert <{ event.name|py_string }> in kinds
<% endfor %>
<% if get %>
    fetched = await client.get(response.headers["Location"]<{ head(get) }>)
    assert fetched.json() == created
<% if entity.versioned %>
    assert fetched.headers["ETag"] == response.headers["ETag"] == '"1"'
<% endif %>
<% endif %>


async def test_<{ operation.route }>_leaves_nothing_behind_where_it_fails(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>, monkeypatch: pytest.MonkeyPatch) -> None:
    body: dict[str, Any] = <{ operation.sample|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>
    add = <{ resource.stem }>Repository.add

    async def add_and_fail(repository: <{ resource.stem }>Repository, <{ one }>: <{ entity.class }>) -> None:
        await add(repository, <{ one }>)
        msg = "after the first write"
        raise RuntimeError(msg)

    before = await session.scalar(select(func.count()).select_from(<{ entity.class }>))
    await session.rollback()
    monkeypatch.setattr(<{ resource.stem }>Repository, "add", add_and_fail)
    response = await client.post("<{ operation.path }>", json=body<{ head(operation) }>)
    assert response.status_code == 500
    assert response.json()["type"] == "urn:problem:internal-error"
    assert await session.scalar(select(func.count()).select_from(<{ entity.class }>)) == before


async def test_<{ operation.route }>_is_refused_where_a_rule_says_so(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>, monkeypatch: pytest.MonkeyPatch) -> None:
    body: dict[str, Any] = <{ operation.sample|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>

    async def refuse(rules: <{ resource.stem }>Rules, <{ one }>: <{ entity.class }>) -> None:
        rules.session.add(<{ one }>)
        msg = "Not on a Sunday."
        raise RefusedError(msg)

    before = await session.scalar(select(func.count()).select_from(<{ entity.class }>))
    await session.rollback()
    monkeypatch.setattr(<{ resource.stem }>Rules, "before_create", refuse)
    response = await client.post("<{ operation.path }>", json=body<{ head(operation) }>)
    assert response.status_code == 422
    assert response.json()["type"] == "urn:problem:refused"
    assert response.json()["detail"] == "Not on a Sunday."
    assert await session.scalar(select(func.count()).select_from(<{ entity.class }>)) == before


@pytest.mark.parametrize("change", [{"surprise": 1}, <% for name in operation.required %>{<{ name|py_string }>: None}, <% endfor %><% for bad in operation.invalid %><{ bad|py_value }>, <% endfor %>])
async def test_<{ operation.route }>_refuses_what_is_wrong(client: httpx2.AsyncClient<{ as_param() }>, change: dict[str, Any]) -> None:
    body = <{ operation.sample|py_value }>
    response = await client.post("<{ operation.path }>", json={**body, **change}<{ head(operation) }>)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"]

<% set distinct = operation.accepts|selectattr("unique")|selectattr("role", "equalto", "data")|list %>
<% if distinct and not need %>

async def test_<{ operation.route }>_keeps_unique_values_unique(client: httpx2.AsyncClient<{ as_param() }>) -> None:
    body = <{ operation.sample|py_value }>
    first = await client.post("<{ operation.path }>", json=body<{ head(operation) }>)
    assert first.status_code == <{ operation.success }>
    again = await client.post("<{ operation.path }>", json=body<{ head(operation) }>)
    assert again.status_code == 409
    assert <{ distinct[0].column|py_string }> in again.json()["detail"]

<% endif %>
<% if owner and owner.name in operation.accepts|map(attribute="name")|list and operation.own %>

async def test_<{ operation.route }>_is_only_for_oneself(client: httpx2.AsyncClient<{ as_param() }>) -> None:
    body: dict[str, Any] = <{ operation.sample|py_value }>
    body[<{ owner.name|py_string }>] = OTHER
    response = await client.post("<{ operation.path }>", json=body<{ head(operation, role=operation.own_role) }>)
    assert response.status_code == 403

<% endif %>
<% elif operation.action == "list" %>

@pytest.mark.parametrize("sort", [<% for field in operation.sorts %><{ field.name|py_string }>, <{ ("-" ~ field.name)|py_string }>, <% endfor %>])
async def test_<{ operation.route }>_follows_the_cursor(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>, sort: str) -> None:
    made = {str((await make_<{ one }>(session<{ mine }>)).<{ key }>) for _ in range(3)}
    seen: list[str] = []
    params = {"limit": "2", "sort": sort}
    while True:
        page = (await client.get("<{ operation.path }>", params=params<{ head(operation) }>)).json()
        seen += [str(item[<{ entity.key.name|py_string }>]) for item in page["items"]]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert len(seen) == len(made)
    assert set(seen) == made

<% if operation.filter %>

@pytest.mark.parametrize("name", [<% for field in operation.filter %><{ field.name|py_string }>, <% endfor %>])
async def test_<{ operation.route }>_filters(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>, name: str) -> None:
    await make_<{ one }>(session<{ mine }>)
    everything = (await client.get("<{ operation.path }>"<{ head(operation) }>)).json()
    params = {name: everything["items"][0][name]}
    found = (await client.get("<{ operation.path }>", params=params<{ head(operation) }>)).json()
    assert found == everything

<% endif %>

@pytest.mark.parametrize("params", [{"limit": "0"}, {"limit": "101"}, {"limit": "1000000000"}, {"cursor": "bm90aGluZw"}, {"surprise": "1"}])
async def test_<{ operation.route }>_refuses_what_is_wrong(client: httpx2.AsyncClient<{ as_param() }>, params: dict[str, str]) -> None:
    response = await client.get("<{ operation.path }>", params=params<{ head(operation) }>)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"

<% if owner and operation.own %>

async def test_<{ operation.route }>_shows_only_ones_own(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    await make_<{ one }>(session<{ mine }>)
    theirs = await client.get("<{ operation.path }>"<{ head(operation, subject="OTHER", role=operation.own_role) }>)
    assert theirs.json() == {"items": [], "next_cursor": None}

<% endif %>
<% elif operation.action == "custom" and not operation.parameter %>
<% if operation.body %>

async def test_<{ operation.route }>_refuses_what_is_wrong(client: httpx2.AsyncClient<{ as_param() }>) -> None:
    response = await client.<{ operation.method|lower }>("<{ operation.path }>", json={"surprise": 1}<{ head(operation) }>)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"

<% endif %>
<% else %>
<% set with_body = operation.body and operation.action in ["replace", "custom"] %>

async def test_<{ operation.route }>_of_none_is_not_found(client: httpx2.AsyncClient<{ as_param() }><% if need and with_body %>, session: AsyncSession<% endif %>) -> None:
<% if with_body %>
    body: dict[str, Any] = <{ operation.sample|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>
<% if owner and operation.action == "replace" %>
<{ owned(operation, owner) }>
<% endif %>
<% endif %>
    response = await client.<{ operation.method|lower }>(<{ unknown(operation, entity.key) }><% if operation.action == "transition" and operation.body %>, json=<{ operation.step|py_value }><% elif operation.action == "update" %>, json={}<% elif with_body %>, json=body<% endif %><{ head(operation) }>)
    assert response.status_code == 404
    assert response.json()["type"] == "urn:problem:not-found"

<% if owner and operation.own %>

async def test_<{ operation.route }>_of_anothers_is_not_found(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    <{ one }> = await make_<{ one }>(session<{ mine }>)
<% if with_body %>
    body: dict[str, Any] = <{ operation.sample|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>
<% if owner and operation.action == "replace" %>
<{ owned(operation, owner) }>
<% endif %>
<% endif %>
    response = await <{ send(operation, one, key) }><{ head(operation, subject="OTHER", role=operation.own_role) }>)
    assert response.status_code == 404

<% endif %>
<% if operation.action != "get" and operation.lawful %>

async def test_<{ operation.route }>_guards_against_lost_updates(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    <{ one }> = await make_<{ one }>(session<{ mine }>)
<% if with_body %>
    body: dict[str, Any] = <{ operation.change|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>
<% if owner and operation.action == "replace" %>
<{ owned(operation, owner) }>
<% endif %>
<% endif %>
    stale = await <{ send(operation, one, key) }><{ head(operation, more='"If-Match": \'"7"\'') }>)
    assert stale.status_code == 412
<% if operation.action != "custom" %>
    fresh = await <{ send(operation, one, key) }><{ head(operation, more='"If-Match": \'"1"\'') }>)
    assert fresh.status_code == <{ operation.success }>, fresh.text


async def test_<{ operation.route }>_by_two_at_once_lets_one_win(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    <{ one }> = await make_<{ one }>(session<{ mine }>)
<% if with_body %>
    body: dict[str, Any] = <{ operation.change|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>
<% if owner and operation.action == "replace" %>
<{ owned(operation, owner) }>
<% endif %>
<% endif %>
    both = await asyncio.gather(*(
        <{ send(operation, one, key) }><{ head(operation, more='"If-Match": \'"1"\'') }>)
        for _ in range(2)
    ))
    won, lost = sorted(response.status_code for response in both)
    assert won == <{ operation.success }>
    assert lost in {<% if operation.action == "delete" %>404, <% endif %>409, 412}
<% endif %>

<% endif %>
<% if operation.action == "update" and operation.one_change %>

async def test_<{ operation.route }>_leaves_the_rest_alone(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    <{ one }> = await make_<{ one }>(session<{ mine }>)
    untouched = await <{ send(operation, one, key) }><{ head(operation) }>)
    change = <{ operation.one_change|py_value }>
    response = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }>, json=change<{ head(operation) }>)
    assert response.status_code == <{ operation.success }>, response.text
    moved = {"updated_at"} | set(change)
    before = {name: value for name, value in untouched.json().items() if name not in moved}
    assert {name: value for name, value in response.json().items() if name not in moved} == before
    assert {name: response.json()[name] for name in change} == change

<% endif %>
<% if operation.action == "update" and operation.required %>

async def test_<{ operation.route }>_refuses_null(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    <{ one }> = await make_<{ one }>(session<{ mine }>)
    response = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }>, json={<{ operation.required[0]|py_string }>: None}<{ head(operation) }>)
    assert response.status_code == 422

<% endif %>
<% if operation.action in ["update", "replace"] and operation.accepts|selectattr("kind.name", "equalto", "secret")|list %>
<% for field in operation.accepts if field.kind.name == "secret" %>

async def test_<{ operation.route }>_hashes_a_new_<{ field.ident }>(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    <{ one }> = await make_<{ one }>(session<{ mine }>)
<% if with_body %>
    body: dict[str, Any] = <{ operation.change|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>
<% if owner and operation.action == "replace" %>
<{ owned(operation, owner) }>
<% endif %>
<% else %>
    body = {<{ field.name|py_string }>: <{ field.other_sample|py_value }>}
<% endif %>
    response = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }>, json=body<{ head(operation) }>)
    assert response.status_code == <{ operation.success }>, response.text
    await session.refresh(<{ one }>)
    assert PasswordHasher().verify(<{ one }>.<{ field.attribute }><% if field.optional %> or ""<% endif %>, body[<{ field.name|py_string }>])

<% endfor %>
<% endif %>
<% if operation.action == "replace" and operation.shown_change %>

async def test_<{ operation.route }>_puts_the_whole_in_place(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    <{ one }> = await make_<{ one }>(session<{ mine }>)
    body: dict[str, Any] = <{ operation.change|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>
<% if owner and operation.action == "replace" %>
<{ owned(operation, owner) }>
<% endif %>
    response = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }>, json=body<{ head(operation) }>)
    assert response.status_code == <{ operation.success }>, response.text
    replaced = response.json()
<% for name in operation.shown_change %>
    assert replaced[<{ name|py_string }>] == body[<{ name|py_string }>]
<% endfor %>

<% endif %>
<% if operation.action in ["update", "replace"] %>
<% for part in operation.accepts_parts %>

async def test_<{ operation.route }>_puts_new_<{ part.ident }>_in_place(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    <{ one }> = await make_<{ one }>(session<{ mine }>)
<% if with_body %>
    body: dict[str, Any] = <{ operation.change|py_value }>
<% if need %>
<{ references(operation, entity) }>
<% endif %>
<% if owner and operation.action == "replace" %>
<{ owned(operation, owner) }>
<% endif %>
<% else %>
    body = {<{ part.name|py_string }>: <{ operation.change[part.name]|py_value }>}
<% endif %>
    first = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }>, json=body<{ head(operation) }>)
    assert first.status_code == <{ operation.success }>, first.text
    again = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }>, json=body<{ head(operation) }>)
    before, after = first.json()[<{ part.name|py_string }>], again.json()[<{ part.name|py_string }>]
<% if part.many %>
    assert len(before) == len(after) == <{ [part.min, 1]|max }>
    assert before[0] != after[0]
<% else %>
    assert before != after
<% endif %>

<% endfor %>
<% endif %>
<% if operation.action == "delete" %>

async def test_<{ operation.route }>_removes_it(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    <{ one }> = await make_<{ one }>(session<{ mine }>)
    response = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }><{ head(operation) }>)
    assert response.status_code == <{ operation.success }>
<% if entity.soft %>
    await session.refresh(<{ one }>)
    assert <{ one }>.row_deleted_at is not None
<% if get %>
    assert (await client.get(<{ url(get, one, key) }><{ head(get) }>)).status_code == 404
<% endif %>
<% for list in resource.operations if list.action == "list" %>
    assert (await client.get("<{ list.path }>"<{ head(list) }>)).json()["items"] == []
<% endfor %>
    again = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }><{ head(operation) }>)
    assert again.status_code == 404
<% else %>
    assert (await session.scalars(select(<{ entity.class }>))).all() == []
<% endif %>

<% endif %>
<% if operation.action == "transition" %>
<% set state = entity.lifecycle %>

@pytest.mark.parametrize(
    ("before", "after"),
    [
<% for from, to in operation.lawful_moves %>
        (<{ from.value|py_string }>, <{ to.value|py_string }>),
<% endfor %>
    ],
)
async def test_<{ operation.route }>_follows_the_lifecycle(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>, before: str, after: str) -> None:
    <{ one }> = await make_<{ one }>(session, <{ state.ident }>=<{ state.class }>(before)<{ mine }>)
    response = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }><% if operation.body %>, json={<{ state.field|py_string }>: after}<% endif %><{ head(operation) }>)
    assert response.status_code == <{ operation.success }>, response.text
    assert response.json()[<{ state.field|py_string }>] == after
<% if operation.publishes %>
    events = (await session.scalars(select(OutboxMessage.event))).all()
    assert [event["type"] for event in events] == [<% for event in operation.publishes %><{ event.name|py_string }>, <% endfor %>]
    assert {event["subject"] for event in events} == {str(<{ one }>.<{ key }>)}
<% endif %>

<% if operation.unlawful_moves %>

@pytest.mark.parametrize(
    ("before", "after"),
    [
<% for from, to in operation.unlawful_moves %>
        (<{ from.value|py_string }>, <{ to.value|py_string }>),
<% endfor %>
    ],
)
async def test_<{ operation.route }>_refuses_other_moves(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>, before: str, after: str) -> None:
    <{ one }> = await make_<{ one }>(session, <{ state.ident }>=<{ state.class }>(before)<{ mine }>)
    response = await client.<{ operation.method|lower }>(<{ url(operation, one, key) }><% if operation.body %>, json={<{ state.field|py_string }>: after}<% endif %><{ head(operation) }>)
    assert response.status_code == 409
    assert after not in response.json()["allowed"]

<% endif %>
<% endif %>
<% endif %>
<% endfor %>
<% endfor %>

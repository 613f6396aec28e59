<% import "parts/python.jinja" as py %>
<% macro as_param() %><% if jwt %>, as_: As<% endif %><% endmacro %>
<% macro headers(operation, key='"key-1"', subject="SUBJECT") -%>
{<% if jwt %>**as_(<{ subject }><% if operation.roles %>, Role.<{ operation.roles[0].constant }><% endif %>), <% endif %>"Idempotency-Key": <{ key }>}
<%- endmacro %>
<% macro references(operation) -%>
<% for field in operation.accepts if field.role == "reference" and not field.optional %>
<% for other in tables if other.name == field.references.entity %>
    body[<{ field.name|py_string }>] = <% if field.kind.name == "uuid" %>str((await make_<{ other.ident }>(session)).<{ other.key.ident }>)<% else %>(await make_<{ other.ident }>(session)).<{ other.key.ident }><% endif %>

<% endfor %>
<% endfor %>
<%- endmacro %>
<#- The creation that the rules of keys are tried on: one that has two different bodies, where there is any. -#>
<% set ns = namespace(main=none, entity=none, varied=false) %>
<% for resource in resources %>
<% for operation in resource.operations if operation.action == "create" %>
<% set varied = operation.change != operation.sample %>
<% if ns.main is none or varied and not ns.varied %>
<% set ns.main = operation %>
<% set ns.entity = resource.entity %>
<% set ns.varied = varied %>
<% endif %>
<% endfor %>
<% endfor %>
<% set main = ns.main %>
<% set fresh = main.accepts|selectattr("unique")|rejectattr("role", "equalto", "reference")|list %>
import asyncio
import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from <{ package }>.app import create_app
from <{ package }>.cli import main
from <{ package }>.core.config import Settings
from <{ package }>.core.database import Base, utc_now
from <{ package }>.core.idempotency import REPLAYED, IdempotencyKey, purge
from <{ package }>.core.security import Role
<% for slice in slices %>
<% for entity in slice.entities %>
from <{ slice.modules.models }> import <{ entity.class }>
<% endfor %>
<% endfor %>
from tests.conftest import As
<% for entity in tables %>
from tests.factories import make_<{ entity.ident }>
<% endfor %>

PATH = <{ main.path|py_string }>
OPERATION = <{ main.id|py_string }>
<% if jwt %>
SUBJECT = "0198f2a0-0000-7000-8000-00000000000a"
OTHER = "0198f2a0-0000-7000-8000-00000000000b"
<% else %>
SUBJECT = ""
<% endif %>

<% for resource in resources %>
<% for operation in resource.operations if operation.action == "create" %>
<% set needs = operation.accepts|selectattr("role", "equalto", "reference")|rejectattr("optional")|list %>

async def body_of_<{ operation.route }>(<% if not needs %>_<% endif %>session: AsyncSession) -> dict[str, Any]:
    body: dict[str, Any] = <{ operation.sample|py_value }>
<% if needs %>
<{ references(operation) }>
<% endif %>
    return body

<% endfor %>
<% endfor %>
<% if ns.varied %>
<% set needs = main.accepts|selectattr("role", "equalto", "reference")|rejectattr("optional")|list %>

async def other_body(<% if not needs %>_<% endif %>session: AsyncSession) -> dict[str, Any]:
    body: dict[str, Any] = <{ main.change|py_value }>
<% if needs %>
<{ references(main) }>
<% endif %>
    return body

<% endif %>

async def count(session: AsyncSession, model: type[Base]) -> int:
    return await session.scalar(select(func.count()).select_from(model)) or 0

<% for resource in resources %>
<% for operation in resource.operations if operation.action == "create" %>

async def test_<{ operation.route }>_gives_its_first_answer_again(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    body = await body_of_<{ operation.route }>(session)
    before = await count(session, <{ resource.entity.class }>)
    headers = <{ headers(operation) }>
    first = await client.post(<{ operation.path|py_string }>, json=body, headers=headers)
    assert first.status_code == <{ operation.success }>, first.text
    assert REPLAYED not in first.headers
    written = json.dumps(dict(reversed(body.items())), indent=2)
    headers["Content-Type"] = "application/json"
    again = await client.post(<{ operation.path|py_string }>, content=written, headers=headers)
    assert again.status_code == first.status_code
    assert again.headers[REPLAYED] == "true"
    assert again.content == first.content
    for name in ("Content-Type", "ETag", "Location"):
        assert again.headers.get(name) == first.headers.get(name)
    assert await count(session, <{ resource.entity.class }>) == before + 1

<% endfor %>
<% endfor %>
<% if ns.varied %>

async def test_another_body_is_refused(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    headers = <{ headers(main) }>
    first = await client.post(PATH, json=await body_of_<{ main.route }>(session), headers=headers)
    assert first.status_code == <{ main.success }>, first.text
    other = await client.post(PATH, json=await other_body(session), headers=headers)
    assert other.status_code == 422
    assert other.json()["type"] == "urn:problem:idempotency-key-reused"

<% endif %>
<% set secrets = main.accepts|selectattr("kind.name", "equalto", "secret")|list %>
<% if secrets %>

async def test_a_secret_counts_and_is_slow_to_guess(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    body = await body_of_<{ main.route }>(session)
    headers = <{ headers(main) }>
    first = await client.post(PATH, json=body, headers=headers)
    assert first.status_code == <{ main.success }>, first.text
    written = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    kept = (await session.scalars(select(IdempotencyKey.request_digest))).one()
    assert kept != hashlib.sha256(written).hexdigest()
    body[<{ secrets[0].name|py_string }>] = <{ secrets[0].other_sample|py_value }>
    other = await client.post(PATH, json=body, headers=headers)
    assert other.json()["type"] == "urn:problem:idempotency-key-reused"

<% endif %>

async def test_requests_at_the_same_time_create_one(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    body = await body_of_<{ main.route }>(session)
    before = await count(session, <{ ns.entity.class }>)
    headers = <{ headers(main) }>
    answers = await asyncio.gather(*(client.post(PATH, json=body, headers=headers) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {<{ main.success }>}
    assert len({answer.content for answer in answers}) == 1
    assert sum(REPLAYED in answer.headers for answer in answers) == 4
    assert await count(session, <{ ns.entity.class }>) == before + 1
    assert await count(session, IdempotencyKey) == 1


async def test_sqlite_creates_one_too(sqlite_settings: Settings<{ as_param() }>) -> None:
    app = create_app(sqlite_settings)
    transport = httpx2.ASGITransport(app=app)
    headers = <{ headers(main) }>
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        async with app.state.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with app.state.sessions() as session:
            body = await body_of_<{ main.route }>(session)
            before = await count(session, <{ ns.entity.class }>)
        answers = await asyncio.gather(*(http.post(PATH, json=body, headers=headers) for _ in range(5)))
        async with app.state.sessions() as session:
            made = await count(session, <{ ns.entity.class }>) - before
    assert made == 1
    assert len({answer.content for answer in answers}) == 1
    assert sum(REPLAYED in answer.headers for answer in answers) == 4

<% if jwt and (ns.varied or not fresh) %>

async def test_keys_of_other_callers_are_theirs(client: httpx2.AsyncClient, session: AsyncSession, as_: As) -> None:
    mine = <{ headers(main) }>
    theirs = <{ headers(main, subject="OTHER") }>
    first = await client.post(PATH, json=await body_of_<{ main.route }>(session), headers=mine)
    other = await client.post(PATH, json=await <% if ns.varied %>other_body<% else %>body_of_<{ main.route }><% endif %>(session), headers=theirs)
    assert (first.status_code, other.status_code) == (<{ main.success }>, <{ main.success }>)
    assert REPLAYED not in other.headers
    assert other.content != first.content

<% endif %>

@pytest.mark.parametrize("key", [b"", b" ", b"a b", b"a\tb", b"\xe9", b"x" * 256])
async def test_what_is_no_key_is_refused(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>, key: bytes) -> None:
    body = await body_of_<{ main.route }>(session)
    before = await count(session, <{ ns.entity.class }>)
    headers: dict[bytes, bytes] = {b"Idempotency-Key": key<% if jwt %>, b"Authorization": <{ headers(main) }>["Authorization"].encode()<% endif %>}
    refused = await client.post(PATH, json=body, headers=headers)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["location"][:2] == ["header", "Idempotency-Key"]
    assert await count(session, <{ ns.entity.class }>) == before


@pytest.mark.parametrize("key", ["!", "~", "x" * 255, '"8e03978e-40d5"'])
async def test_every_visible_character_makes_a_key(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>, key: str) -> None:
    body = await body_of_<{ main.route }>(session)
    headers = <{ headers(main, key="key") }>
    assert (await client.post(PATH, json=body, headers=headers)).status_code == <{ main.success }>


async def test_nothing_is_kept_without_a_key_or_of_a_failure(client: httpx2.AsyncClient, session: AsyncSession<{ as_param() }>) -> None:
    headers = <{ headers(main) }>
    failed = await client.post(PATH, json={"surprise": 1}, headers=headers)
    assert failed.status_code == 422
    del headers["Idempotency-Key"]
    body = await body_of_<{ main.route }>(session)
    assert (await client.post(PATH, json=body, headers=headers)).status_code == <{ main.success }>
    assert await count(session, IdempotencyKey) == 0

<% if ns.varied %>

async def test_an_expired_key_is_taken_anew(client: httpx2.AsyncClient, session: AsyncSession, settings: Settings<{ as_param() }>) -> None:
    headers = <{ headers(main) }>
    first = await client.post(PATH, json=await body_of_<{ main.route }>(session), headers=headers)
    long_ago = utc_now() - timedelta(hours=settings.idempotency_hours)
    await session.execute(update(IdempotencyKey).values(created_at=long_ago))
    await session.commit()
    body = await other_body(session)
    other = await client.post(PATH, json=body, headers=headers)
    assert other.status_code == <{ main.success }>, other.text
    assert REPLAYED not in other.headers
    again = await client.post(PATH, json=body, headers=headers)
    assert again.headers[REPLAYED] == "true"
    assert again.content == other.content != first.content

<% endif %>

def row(key: str, age: timedelta = timedelta()) -> IdempotencyKey:
    return IdempotencyKey(
        subject=SUBJECT,
        operation=OPERATION,
        key=key,
        request_digest="0" * 64,
        created_at=utc_now() - age,
    )


@pytest.mark.usefixtures("client")
async def test_purging_removes_what_has_expired(session: AsyncSession, settings: Settings) -> None:
    lifetime = timedelta(hours=settings.idempotency_hours)
    session.add_all([row("new"), row("old", lifetime), row("older", 2 * lifetime)])
    await session.commit()
    assert await purge(settings) == 2
    assert (await session.scalars(select(IdempotencyKey.key))).all() == ["new"]


@pytest.mark.usefixtures("settings")
def test_the_command_line_purges(capsys: pytest.CaptureFixture[str]) -> None:
    main(["purge"])
    assert capsys.readouterr().out == "0 expired idempotency keys removed\n"


async def test_a_first_request_that_takes_long_is_not_waited_for(client: httpx2.AsyncClient, session: AsyncSession, settings: Settings<{ as_param() }>) -> None:
    body = await body_of_<{ main.route }>(session)
    session.add(row("key-1"))
    await session.flush()
    impatient = create_app(settings.model_copy(update={"database_statement_timeout_ms": 100}))
    transport = httpx2.ASGITransport(app=impatient)
    headers = <{ headers(main) }>
    async with (
        impatient.router.lifespan_context(impatient),
        httpx2.AsyncClient(transport=transport, base_url=client.base_url) as http,
    ):
        refused = await http.post(PATH, json=body, headers=headers)
    await session.rollback()
    assert refused.status_code == 409, refused.text
    assert refused.json()["type"] == "urn:problem:idempotency-key-in-use"
    assert refused.headers["Retry-After"] == "1"
    assert (await client.post(PATH, json=body, headers=headers)).status_code == <{ main.success }>


def test_the_openapi_document_tells_of_the_header(app: FastAPI) -> None:
    operation = app.openapi()["paths"][PATH]["post"]
    header = next(p for p in operation["parameters"] if p["name"] == "Idempotency-Key")
    assert (header["in"], header["required"]) == ("header", False)
    assert header["schema"]["pattern"] == "^[!-~]{1,255}$"
    assert {"409", "422"} <= set(operation["responses"])

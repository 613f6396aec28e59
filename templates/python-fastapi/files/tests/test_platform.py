<% set listed_origins = decided.browser_access == "listed-origins" and not later.browser_access %>
import asyncio
import json
import logging
from collections.abc import AsyncIterator
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Literal

import httpx2
import pytest
import structlog
from fastapi import FastAPI
from opentelemetry.sdk.trace import TracerProvider
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from <{ package }>.app import create_app
from <{ package }>.cli import main
from <{ package }>.core import health
from <{ package }>.core.config import Settings
from <{ package }>.core.logging import configure_logging, name_trace, redact
from tests.conftest import ROOT


async def test_health(client: httpx2.AsyncClient) -> None:
    assert (await client.get(<{ (health_path ~ "/live")|py_string }>)).json() == {"status": "ok"}
    assert (await client.get(<{ (health_path ~ "/ready")|py_string }>)).json() == {"status": "ok"}
    assert (await client.get(<{ (health_path ~ "/startup")|py_string }>)).json() == {"status": "ok"}


<% if uses.entities %>
async def test_a_lost_database_is_reported_and_comes_back(settings: Settings) -> None:
    """Live all the time, ready only with the database, and no restart in between."""
    async with forwarding(settings) as (door, changed):
        app = create_app(changed)
        async with app.router.lifespan_context(app):
            transport = httpx2.ASGITransport(app=app)
            async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:

                async def states() -> list[int]:
                    paths = [<{ (health_path ~ "/live")|py_string }>, <{ (health_path ~ "/ready")|py_string }>, <{ (health_path ~ "/startup")|py_string }>]
                    return [(await http.get(path)).status_code for path in paths]

                door.close_all()
                assert await states() == [200, 503, 503]
                door.is_open = True
                assert await states() == [200, 200, 200]
                door.close_all()
                assert await states() == [200, 503, 200]
                door.is_open = True
                assert await states() == [200, 200, 200]


class Door:
    """Stands before the database, and can be closed."""

    def __init__(self) -> None:
        self.is_open = False
        self.writers: set[asyncio.StreamWriter] = set()

    def close_all(self) -> None:
        self.is_open = False
        for writer in self.writers:
            writer.close()
        self.writers.clear()


@asynccontextmanager
async def forwarding(settings: Settings) -> AsyncIterator[tuple[Door, Settings]]:
    """Settings whose database is behind a door."""
    door = Door()
    url = make_url(settings.database_url.get_secret_value())
    folder = url.query.get("host")

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while piece := await reader.read(65536):
                writer.write(piece)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not door.is_open:
            writer.close()
            return
        if isinstance(folder, str):
            near, far = await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{url.port or 5432}")
        else:
            near, far = await asyncio.open_connection(url.host, url.port or 5432)
        door.writers |= {writer, far}
        await asyncio.gather(carry(reader, far), carry(near, writer))

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    through = url.set(host="127.0.0.1", port=port).difference_update_query(["host"])
    address = SecretStr(through.render_as_string(hide_password=False))
    try:
        yield door, settings.model_copy(update={"database_url": address})
    finally:
        door.close_all()
        listening.close()


@pytest.mark.parametrize(
    ("revision", "status"), [("0001", 200), ("9999", 200), (None, 503)], ids=["same", "newer", "none"]
)
@pytest.mark.usefixtures("client")
async def test_ready_means_migrated(app: FastAPI, revision: str | None, status: int) -> None:
    """A database that is newer than this release is fine: a rollout migrates first."""
    newest = health.Schema().newest
    async with app.state.engine.begin() as connection:
        await connection.execute(text("DELETE FROM alembic_version"))
        if revision is not None:
            value = newest if revision == "0001" else revision
            await connection.execute(text("INSERT INTO alembic_version VALUES (:value)"), {"value": value})
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
        ready = await http.get(<{ (health_path ~ "/ready")|py_string }>)
    async with app.state.engine.begin() as connection:
        await connection.execute(text("DELETE FROM alembic_version"))
        await connection.execute(text("INSERT INTO alembic_version VALUES (:value)"), {"value": newest})
    assert ready.status_code == status


async def test_the_connections_of_the_pool_are_shown(client: httpx2.AsyncClient, settings: Settings) -> None:
    await client.get(<{ (health_path ~ "/ready")|py_string }>)
    metrics = (await client.get("/metrics")).text
    assert f"database_pool_size {settings.database_pool_size}.0" in metrics
    assert 'database_pool_connections{state="in_use"} 0.0' in metrics


<% endif %>
async def test_a_request_that_takes_too_long_is_ended(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"request_timeout_s": 0.05}))

    @app.get("/slow")
    async def slow() -> None:
        await asyncio.sleep(30)

    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
        answer = await http.get("/slow")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:problem:timeout")
    assert answer.headers["X-Request-ID"] == answer.json()["request_id"]


def test_secrets_are_left_out_of_log_lines() -> None:
    line = redact(
        None,
        "info",
        {
            "event": "sent to amqp://user:hunter2@broker with Bearer hunter2",
            "password": "hunter2",
            "headers": {"Authorization": "hunter2", "accept": ["https://a:hunter2@b"]},
        },
    )
    assert "hunter2" not in str(line)
    assert line["event"] == "sent to amqp://[redacted]@broker with Bearer [redacted]"


<% if decided.tracing == "opentelemetry" and not later.tracing %>
def test_lines_name_the_trace_they_belong_to() -> None:
    assert name_trace(None, "info", {"event": "a"}) == {"event": "a"}
    provider = TracerProvider()
    with provider.get_tracer("test").start_as_current_span("span"):
        line = name_trace(None, "info", {"event": "a"})
    assert len(line["trace_id"]) == 32
    assert len(line["span_id"]) == 16
    provider.shutdown()


<% endif %>
async def test_metrics_count_by_route(client: httpx2.AsyncClient) -> None:
    await client.get(<{ (health_path ~ "/live")|py_string }>)
    await client.get("/nowhere/secret-id")
    metrics = (await client.get("/metrics")).text
    assert 'http_requests_total{method="GET",route="<{ health_path }>/live",status="200"}' in metrics
    assert 'route="unmatched",status="404"' in metrics
    assert "secret-id" not in metrics


<% set shared = namespace(path=none) %>
<% for resource in resources %>
<% for operation in resource.operations if operation.method == "POST" and operation.path == resource.path %>
<% set shared.path = operation.path %>
<% endfor %>
<% endfor %>
<% if shared.path %>
async def test_a_refused_method_is_told_all_that_are_allowed(client: httpx2.AsyncClient, app: FastAPI) -> None:
    path = <{ shared.path|py_string }>
    response = await client.request("OPTIONS", path)
    assert response.status_code == 405
    methods = {method.upper() for method in app.openapi()["paths"][path]}
    assert set(response.headers["Allow"].split(", ")) == methods


<% endif %>
async def test_request_ids_are_echoed_or_made(client: httpx2.AsyncClient) -> None:
    given = await client.get("/nowhere", headers={"X-Request-ID": "abc-1"})
    assert given.headers["X-Request-ID"] == "abc-1"
    assert given.json()["request_id"] == "abc-1"
    forged = await client.get("/nowhere", headers={"X-Request-ID": "x" * 100})
    assert len(forged.headers["X-Request-ID"]) == 36


async def test_unknown_paths_and_methods_are_problems(client: httpx2.AsyncClient) -> None:
    for method, path, status in (("GET", "/nowhere", 404), ("PUT", <{ (health_path ~ "/live")|py_string }>, 405)):
        response = await client.request(method, path)
        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("states_length", [True, False])
async def test_a_body_that_is_too_large_is_refused(settings: Settings, *, states_length: bool) -> None:
    app = create_app(settings.model_copy(update={"max_body_bytes": 100}))

    @app.post("/echo")
    async def echo(body: dict[str, str]) -> dict[str, str]:
        return body

    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"text": "'
        yield b"x" * 100
        yield b'"}'

    content = b"".join([piece async for piece in pieces()]) if states_length else pieces()
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
        small = await http.post("/echo", json={"text": "x"})
        large = await http.post("/echo", content=content, headers={"Content-Type": "application/json"})
    assert small.status_code == 200
    assert large.status_code == 413
    assert large.headers["content-type"] == "application/problem+json"
    assert large.headers["X-Request-ID"] == large.json()["request_id"]


async def test_every_answer_is_safe_to_show(client: httpx2.AsyncClient, app: FastAPI) -> None:
    for path in (<{ (health_path ~ "/live")|py_string }>, "/nowhere"):
        answer = await client.get(path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    page = await client.get(app.docs_url or "")
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in page.headers


<% if listed_origins %>
async def test_only_listed_origins_may_call_from_a_browser(settings: Settings) -> None:
    listed = "https://shop.example.com"
    app = create_app(settings.model_copy(update={"cors_origins": (listed,)}))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
        for origin, answered in ((listed, listed), ("https://other.example.com", None)):
            asked = {"Origin": origin, "Access-Control-Request-Method": "PATCH"}
            preflight = await http.options("/nowhere", headers=asked)
            assert preflight.headers.get("Access-Control-Allow-Origin") == answered
            answer = await http.get("/nowhere", headers={"Origin": origin})
            assert answer.headers.get("Access-Control-Allow-Origin") == answered
            assert "Access-Control-Allow-Credentials" not in answer.headers


<% endif %>
@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (RuntimeError("hunter2"), 500, "internal-error"),
<% if uses.entities %>
        (IntegrityError("hunter2", None, Exception("hunter2")), 409, "conflict"),
        (StaleDataError("hunter2"), 409, "concurrent-update"),
        (OperationalError("hunter2", None, Exception("hunter2")), 503, "database-unavailable"),
        (TimeoutError("hunter2"), 503, "database-unavailable"),
<% endif %>
    ],
)
async def test_errors_say_nothing_of_their_cause(
    settings: Settings, error: Exception, status: int, kind: str
) -> None:
    app = create_app(settings)

    @app.get("/broken")
    async def broken() -> None:
        raise error

    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
        response = await http.get("/broken")
    assert response.status_code == status
    assert response.headers["X-Request-ID"] == response.json()["request_id"]
    assert response.json()["type"] == f"urn:problem:{kind}"
    assert "hunter2" not in response.text


def test_the_openapi_document_lists_every_operation(
    app: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["openapi"])
    document = json.loads(capsys.readouterr().out)
    found = {(path, method) for path, item in document["paths"].items() for method in item}
    assert found == {
        (<{ (health_path ~ "/live")|py_string }>, "get"),
        (<{ (health_path ~ "/ready")|py_string }>, "get"),
        (<{ (health_path ~ "/startup")|py_string }>, "get"),
<% for resource in resources %>
<% for operation in resource.operations %>
        (<{ operation.path|py_string }>, <{ operation.method|lower|py_string }>),
<% endfor %>
<% endfor %>
    }
    assert document["info"] == app.openapi()["info"]


def test_the_openapi_document_names_the_types_of_problems(app: FastAPI) -> None:
    operations = [item for path in app.openapi()["paths"].values() for item in path.values()]
    for operation in operations:
        for code, response in operation["responses"].items():
            if problem := response.get("content", {}).get("application/problem+json"):
                shown = [example["value"] for example in problem["examples"].values()]
                assert shown
                assert {example["status"] for example in shown} == {int(code)}


@pytest.mark.parametrize("form", ["json", "console"])
async def test_a_traceback_in_the_log_shows_no_values(
    settings: Settings, capsys: pytest.CaptureFixture[str], form: Literal["json", "console"]
) -> None:
    settings = settings.model_copy(update={"log_format": form})
    app = create_app(settings)

    @app.get("/broken")
    async def broken() -> None:
        secret = "hunter" + str(2)
        raise RuntimeError(len(secret))

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    try:
        configure_logging(settings)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
            await http.get("/broken", headers={"Authorization": "Bearer hunter2"})
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()
    written = capsys.readouterr().out
    assert "RuntimeError" in written
    assert "hunter2" not in written


async def test_the_access_log_is_json(
    client: httpx2.AsyncClient, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        configure_logging(settings)
        await client.get("/nowhere", headers={"X-Request-ID": "log-1"})
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    line = next(line for line in lines if line["event"] == "request")
    assert (line["request_id"], line["status"], line["method"]) == ("log-1", 404, "GET")


def test_the_server_starts_and_stops_on_request(<% if uses.entities %>settings: Settings<% endif %>) -> None:
    """The process as it runs in production: it answers, and ends cleanly on SIGTERM."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "APP_ENVIRONMENT": "test",
<% if uses.entities %>
        "APP_DATABASE_URL": settings.database_url.get_secret_value(),
<% endif %>
    }
    command = [sys.executable, "-m", <{ package|py_string }>, "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            with httpx2.Client(transport=httpx2.HTTPTransport(retries=10)) as http:
                answer = http.get(f"http://127.0.0.1:{port}<{ health_path }>/ready", timeout=30)
        finally:
            server.send_signal(signal.SIGTERM)
        lines = [json.loads(line) for line in (server.stdout or ())]
        # uvicorn raises the signal again once everything is closed
        assert server.wait(timeout=30) == -signal.SIGTERM
    assert answer.json() == {"status": "ok"}
    assert any(line["event"] == "Application shutdown complete." for line in lines)
<% if jwt %>


def test_the_command_line_signs_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    main(["token", "--subject", "ada"<% if roles %>, "--role", <{ roles[0].id|py_string }><% endif %>])
    assert capsys.readouterr().out.count(".") == 2
<% endif %>

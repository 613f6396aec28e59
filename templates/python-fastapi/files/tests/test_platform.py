import json
import logging
import os
import signal
import socket
import subprocess
import sys
from typing import Literal

import httpx2
import pytest
import structlog
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from <{ package }>.app import create_app
from <{ package }>.cli import main
from <{ package }>.core.config import Settings
from <{ package }>.core.logging import configure_logging
from tests.conftest import ROOT


async def test_health(client: httpx2.AsyncClient) -> None:
    assert (await client.get(<{ (health_path ~ "/live")|py_string }>)).json() == {"status": "ok"}
    assert (await client.get(<{ (health_path ~ "/ready")|py_string }>)).json() == {"status": "ok"}


<% if uses.entities %>
async def test_a_lost_database_is_reported(settings: Settings) -> None:
    url = SecretStr("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    app = create_app(settings.model_copy(update={"database_url": url}))
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
            assert (await http.get(<{ (health_path ~ "/live")|py_string }>)).status_code == 200
            ready = await http.get(<{ (health_path ~ "/ready")|py_string }>)
    assert ready.status_code == 503
    assert ready.json() == {"status": "unavailable"}


<% endif %>
async def test_metrics_count_by_route(client: httpx2.AsyncClient) -> None:
    await client.get(<{ (health_path ~ "/live")|py_string }>)
    await client.get("/nowhere/secret-id")
    text = (await client.get("/metrics")).text
    assert 'http_requests_total{method="GET",route="<{ health_path }>/live",status="200"}' in text
    assert 'route="unmatched",status="404"' in text
    assert "secret-id" not in text


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
<% for resource in resources %>
<% for operation in resource.operations %>
        (<{ operation.path|py_string }>, <{ operation.method|lower|py_string }>),
<% endfor %>
<% endfor %>
    }
    assert document["info"] == app.openapi()["info"]


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

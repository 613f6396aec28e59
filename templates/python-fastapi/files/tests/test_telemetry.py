<% set worker = flow.relay or flow.consumes or decided.background_work == "separate-process" and not later.background_work %>
"""Traces, as they leave the process."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest
from opentelemetry import trace

from <{ package }>.core.config import Settings
from <{ package }>.core.telemetry import USUAL, exported, prepare_telemetry
from tests.conftest import ROOT


class Sink(ThreadingHTTPServer):
    """Takes what is sent by OTLP over HTTP."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken: list[tuple[str, bytes]] = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if isinstance(self.server, Sink):
            self.server.taken.append((self.path, body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in USUAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OTEL_SERVICE_NAME", "other")
    prepare_telemetry()
    assert os.environ["OTEL_SERVICE_NAME"] == "other"
    assert os.environ["OTEL_TRACES_SAMPLER"] == USUAL["OTEL_TRACES_SAMPLER"]
    for name in USUAL:
        monkeypatch.setenv(name, os.environ[name])


<% if worker %>
def test_without_a_receiver_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    with exported(), trace.get_tracer("test").start_as_current_span("span") as span:
        assert not span.is_recording()


<% endif %>
def test_a_request_is_traced_and_sent(sink: Sink<% if uses.entities %>, settings: Settings<% endif %>) -> None:
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
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{sink.server_port}",
    }
    command = [sys.executable, "-m", <{ package|py_string }>, "serve", "--port", str(port)]
    sampled = {"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            with httpx2.Client(transport=httpx2.HTTPTransport(retries=10)) as http:
                http.get(f"http://127.0.0.1:{port}/nowhere", headers=sampled, timeout=30)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)
    traces = b"".join(body for path, body in sink.taken if path == "/v1/traces")
    assert b"\xab" * 16 in traces
    assert b<{ service.name|py_string }> in traces

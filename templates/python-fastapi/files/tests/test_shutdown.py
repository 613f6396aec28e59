"""Stopping the real server."""

import asyncio
import os
import signal
import socket
import subprocess
import sys

import httpx2
import pytest

from <{ package }>.core.config import Settings
from tests.conftest import ROOT

REQUESTS = 25


async def test_sigterm_during_requests_loses_none(<% if uses.entities %>settings: Settings<% endif %>) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "APP_ENVIRONMENT": "test",
<% if uses.entities %>
        "APP_DATABASE_URL": settings.database_url.get_secret_value(),
<% endif %>
    }
    command = [sys.executable, "-m", "tests.slow_server", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: ASYNC220, S603
    try:
        limits = httpx2.Limits(max_connections=REQUESTS + 5)
        base = f"http://127.0.0.1:{port}"
        async with httpx2.AsyncClient(base_url=base, timeout=30, limits=limits) as http:
            await _until_up(http)
            running = [asyncio.create_task(http.get("/slow")) for _ in range(REQUESTS)]
            await _until_in_flight(http, REQUESTS)
            server.send_signal(signal.SIGTERM)
            answers = await asyncio.gather(*running)
        assert [answer.status_code for answer in answers] == [200] * REQUESTS
        code = await asyncio.to_thread(server.wait, 30)
        # uvicorn raises the signal again once everything is closed
        assert code == -signal.SIGTERM
        async with httpx2.AsyncClient(base_url=base) as late:
            with pytest.raises(httpx2.ConnectError):
                await late.get("/slow")
    finally:
        server.kill()
        server.wait()


async def _until_up(http: httpx2.AsyncClient) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                await http.get(<{ (health_path ~ "/live")|py_string }>)
            except httpx2.TransportError:
                await asyncio.sleep(0.1)
            else:
                return


async def _until_in_flight(http: httpx2.AsyncClient, count: int) -> None:
    async with asyncio.timeout(30):
        # The request that asks is one of them.
        while f"http_requests_in_flight {count + 1}.0" not in (await http.get("/metrics")).text:
            await asyncio.sleep(0.02)

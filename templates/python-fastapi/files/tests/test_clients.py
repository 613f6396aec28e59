"""Calls of other services, against a real server on this machine."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx2
import pytest
import structlog
from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from pydantic import BaseModel, HttpUrl

from <{ package }>.app import create_app
from <{ package }>.core import clients
from <{ package }>.core.clients import (
    CallMetrics,
    Limits,
    Neighbour,
    NeighbourAnswerError,
    NeighbourUnavailableError,
    deadline,
)
from <{ package }>.core.config import Settings
from <{ package }>.neighbours import <% for neighbour in neighbours[:1] %><{ neighbour.class }>Dep<% endfor %>, neighbours

<% set first = neighbours[0] %>
<% set retries = decided.outgoing_calls in ["timeouts-and-retries", "circuit-breaker"] %>
<% set breaker = decided.outgoing_calls == "circuit-breaker" %>

class Item(BaseModel):
    name: str


class Server:
    """Answers what it is told to, in that order, and then 200; keeps what it was asked."""

    def __init__(self) -> None:
        self.script: list[int] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.delay_s = 0.0
        self.is_over = asyncio.Event()
        self.body = json.dumps({"name": "lamp"})
        self.url = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := (await reader.readline()).decode().strip():
                headers = {}
                while header := (await reader.readline()).decode().strip():
                    name, _, value = header.partition(": ")
                    headers[name.lower()] = value
                await reader.readexactly(int(headers.get("content-length", "0")))
                self.asked.append((line, headers))
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.is_over.wait(), self.delay_s)
                status = self.script.pop(0) if self.script else 200
                if status == 0:
                    break
                head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(self.body)}\r\n\r\n"
                writer.write((head + self.body).encode())
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    listening = await asyncio.start_server(made.answer, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    made.url = f"http://127.0.0.1:{port}/base/"
    async with listening:
        yield made
        made.is_over.set()


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@asynccontextmanager
async def calling(
    server: Server, registry: CollectorRegistry, timeout_s: float = 5.0, retries: int = 2
) -> AsyncIterator[Neighbour]:
    limits = Limits(timeout_s, retries)
    neighbour = Neighbour("items", server.url, limits, CallMetrics(registry))
    try:
        yield neighbour
    finally:
        await neighbour.close()


def count(registry: CollectorRegistry, outcome: str) -> float | None:
    labels = {"neighbour": "items", "outcome": outcome}
    return registry.get_sample_value("outgoing_requests_total", labels)


<% if retries %>
@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "FIRST_PAUSE_S", 0.001)


<% endif %>
async def test_an_answer_has_its_shape(server: Server, registry: CollectorRegistry) -> None:
    structlog.contextvars.bind_contextvars(request_id="abc-1")
    async with calling(server, registry) as neighbour:
        assert await neighbour.get("items/1", Item, params={"a": "b"}) == Item(name="lamp")
        assert await neighbour.post("items", Item, {"name": "x"}, "key-1") == Item(name="lamp")
    structlog.contextvars.clear_contextvars()
    assert [line for line, _ in server.asked] == [
        "GET /base/items/1?a=b HTTP/1.1",
        "POST /base/items HTTP/1.1",
    ]
    assert all(headers["x-request-id"] == "abc-1" for _, headers in server.asked)
    assert server.asked[1][1]["idempotency-key"] == "key-1"
    assert count(registry, "answered") == 2


async def test_an_answer_of_another_shape_is_refused(server: Server, registry: CollectorRegistry) -> None:
    server.body = "[]"
    async with calling(server, registry) as neighbour:
        with pytest.raises(NeighbourAnswerError) as raised:
            await neighbour.get("items/1", Item)
    assert raised.value.status == 502


async def test_a_refusal_is_told_with_its_status(server: Server, registry: CollectorRegistry) -> None:
    server.script = [404]
    async with calling(server, registry) as neighbour:
        with pytest.raises(NeighbourAnswerError) as raised:
            await neighbour.get("items/1", Item)
    assert (raised.value.code, len(server.asked)) == (404, 1)
    assert "lamp" not in raised.value.detail
    assert count(registry, "refused") == 1


async def test_a_slow_neighbour_is_not_waited_for(server: Server, registry: CollectorRegistry) -> None:
    server.delay_s = 30
    async with calling(server, registry, timeout_s=0.05, retries=0) as neighbour:
        with pytest.raises(NeighbourUnavailableError):
            await neighbour.get("items/1", Item)
    assert count(registry, "failed") == 1


async def test_no_call_outlasts_its_caller(server: Server, registry: CollectorRegistry) -> None:
    server.delay_s = 30
    async with calling(server, registry, timeout_s=60) as neighbour:
        with deadline(0.05), pytest.raises(NeighbourUnavailableError):
            await neighbour.get("items/1", Item)
    assert len(server.asked) == 1


<% if retries %>
@pytest.mark.parametrize("failure", [502, 503, 504, 429, 0])
async def test_a_short_failure_passes_unnoticed(
    server: Server, registry: CollectorRegistry, failure: int
) -> None:
    server.script = [failure, failure]
    async with calling(server, registry) as neighbour:
        assert await neighbour.get("items/1", Item) == Item(name="lamp")
    assert len(server.asked) == 3


async def test_a_long_failure_is_told(server: Server, registry: CollectorRegistry) -> None:
    server.script = [503] * 3
    async with calling(server, registry) as neighbour:
        with pytest.raises(NeighbourUnavailableError):
            await neighbour.get("items/1", Item)
    assert len(server.asked) == 3


@pytest.mark.parametrize(("key", "asked"), [(None, 1), ("key-1", 2)])
async def test_only_what_may_run_twice_is_repeated(
    server: Server, registry: CollectorRegistry, key: str | None, asked: int
) -> None:
    server.script = [503]
    async with calling(server, registry) as neighbour:
        if key is None:
            with pytest.raises(NeighbourUnavailableError):
                await neighbour.post("items", Item, {}, key)
        else:
            await neighbour.post("items", Item, {}, key)
    assert len(server.asked) == asked


<% endif %>
<% if breaker %>
async def test_an_outage_is_not_asked_again(
    server: Server, registry: CollectorRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = clients.FAILURES_TO_OPEN
    server.script = [503] * failures
    async with calling(server, registry, retries=0) as neighbour:
        for _ in range(failures + 3):
            with pytest.raises(NeighbourUnavailableError):
                await neighbour.get("items/1", Item)
        assert len(server.asked) == failures
        monkeypatch.setattr(clients, "OPEN_S", 0.0)
        neighbour._breaker = clients.Breaker()  # noqa: SLF001 - one whose pause is over at once
        server.script = [503] * failures
        for _ in range(failures):
            with pytest.raises(NeighbourUnavailableError):
                await neighbour.get("items/1", Item)
        assert await neighbour.get("items/1", Item) == Item(name="lamp")
        assert await neighbour.get("items/1", Item) == Item(name="lamp")


<% endif %>
async def test_the_clients_are_those_of_the_settings(server: Server, settings: Settings) -> None:
    changed = settings.model_copy(update={<{ (first.ident ~ "_base_url")|py_string }>: HttpUrl(server.url)})
    async with neighbours(changed, CollectorRegistry()) as opened:
        assert await opened.<{ first.ident }>.get("items/1", Item) == Item(name="lamp")


async def test_a_route_gets_a_client_and_its_failure_is_a_problem(server: Server, settings: Settings) -> None:
    app: FastAPI = create_app(
        settings.model_copy(update={<{ (first.ident ~ "_base_url")|py_string }>: HttpUrl(server.url)})
    )

    @app.get("/asks")
    async def asks(neighbour: <{ first.class }>Dep) -> Item:
        return await neighbour.get("items/1", Item)

    server.script = [404, 200]
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
            refused = await http.get("/asks")
            answered = await http.get("/asks")
            metrics = (await http.get("/metrics")).text
    assert (refused.status_code, refused.json()["type"]) == (502, "urn:problem:neighbour-answer")
    assert answered.json() == {"name": "lamp"}
    assert 'outgoing_requests_total{neighbour="<{ first.id }>",outcome="answered"} 1.0' in metrics

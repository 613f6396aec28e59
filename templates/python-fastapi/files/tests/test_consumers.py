<% set shown = heard[0] %>
"""Events of other services."""

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from <{ package }>.core.broker import Verdict
from <{ package }>.core.config import Settings
from <{ package }>.core.consumers import CloudEvent, Consumer, InboxMessage, forget
from <{ package }>.core.database import create_engine
from <{ package }>.core.worker import run
from <{ package }>.handlers import EventHandlers
from tests.brokers import next_dead, tell
<% for event in heard if event.transition %>
from <{ event.transition.models }> import <{ event.transition.entity.class }>
from <{ event.transition.domain }> import <{ event.transition.class }>
from tests.factories import make_<{ event.transition.entity.ident }>
<% endfor %>

TYPE = <{ shown.name|py_string }>


class Recorder(EventHandlers):
    """Notes what it is given, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.handled: list[str] = []

    async def <{ shown.ident }>(self, event: CloudEvent<% if uses.entities %>, session: AsyncSession<% endif %>) -> None:
<% if uses.entities %>
        assert session.in_transaction()
<% endif %>
        if self.failures:
            self.failures -= 1
            msg = "not now"
            raise ValueError(msg)
        self.handled.append(event.id)


def body(ident: str = "1", kind: str = TYPE, **more: Any) -> bytes:  # noqa: ANN401
    event = {"specversion": "1.0", "id": ident, "source": "/other", "type": kind, **more}
    return json.dumps(event).encode()


Make = Callable[[EventHandlers], Consumer]


@pytest.fixture
def make(<% if uses.entities %>app: FastAPI, <% endif %>settings: Settings) -> Make:
    changed = settings.model_copy(update={"consumer_retry_s": 0.001})

    def made(handlers: EventHandlers) -> Consumer:
        return Consumer(handlers, <% if uses.entities %>app.state.sessions, <% endif %>changed, CollectorRegistry(), asyncio.Event())

    return made


@pytest.mark.usefixtures("client")
async def test_every_event_that_is_heard_has_a_handler(make: Make) -> None:
    make(EventHandlers())


@pytest.mark.usefixtures("client")
async def test_an_event_takes_effect(make: Make) -> None:
    handlers = Recorder()
    assert await make(handlers).receive(body()) is Verdict.HANDLED
    assert handlers.handled == ["1"]


<% if flow.inbox %>
@pytest.mark.usefixtures("client")
async def test_a_second_arrival_changes_nothing(make: Make, session: AsyncSession) -> None:
    handlers = Recorder()
    consumer = make(handlers)
    for _ in range(3):
        assert await consumer.receive(body()) is Verdict.HANDLED
    assert handlers.handled == ["1"]
    assert await session.scalar(select(func.count()).select_from(InboxMessage)) == 1


@pytest.mark.usefixtures("client")
async def test_two_consumers_of_one_event_handle_it_once(make: Make, session: AsyncSession) -> None:
    handlers = Recorder()
    verdicts = await asyncio.gather(*(make(handlers).receive(body()) for _ in range(4)))
    assert set(verdicts) == {Verdict.HANDLED}
    assert await session.scalar(select(func.count()).select_from(InboxMessage)) == 1


@pytest.mark.usefixtures("client")
async def test_a_failure_leaves_no_note(make: Make, session: AsyncSession) -> None:
    assert await make(Recorder(failures=100)).receive(body()) is Verdict.REJECTED
    assert await session.scalar(select(func.count()).select_from(InboxMessage)) == 0


@pytest.mark.usefixtures("client")
async def test_old_notes_are_removed(make: Make, session: AsyncSession, settings: Settings) -> None:
    await make(Recorder()).receive(body())
    await forget(session, settings)
    assert await session.scalar(select(func.count()).select_from(InboxMessage)) == 1
    await forget(session, settings.model_copy(update={"inbox_keep_hours": -1}))
    assert await session.scalar(select(func.count()).select_from(InboxMessage)) == 0


<% endif %>
@pytest.mark.usefixtures("client")
async def test_a_short_failure_passes(make: Make) -> None:
    handlers = Recorder(failures=2)
    assert await make(handlers).receive(body()) is Verdict.HANDLED
    assert handlers.handled == ["1"]


@pytest.mark.parametrize("poison", [b"", b"[]", b'{"id": 1}', body(specversion="0.3")])
async def test_what_is_no_event_is_set_aside(make: Make, poison: bytes) -> None:
    assert await make(Recorder()).receive(poison) is Verdict.REJECTED


async def test_other_events_are_passed_over(make: Make) -> None:
    handlers = Recorder()
    assert await make(handlers).receive(body(kind="SomethingElse")) is Verdict.HANDLED
    assert handlers.handled == []


<% if uses.entities %>
async def test_no_event_is_set_aside_for_a_lost_database(settings: Settings) -> None:
    url = SecretStr("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    away = settings.model_copy(update={"database_url": url, "consumer_attempts": 1, "consumer_retry_s": 0.01})
    engine = create_engine(away)
    stop = asyncio.Event()
    consumer = Consumer(Recorder(), async_sessionmaker(engine), away, CollectorRegistry(), stop)
    waiting = asyncio.create_task(consumer.receive(body()))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    stop.set()
    assert await waiting is Verdict.LEFT
    await engine.dispose()


<% endif %>
<% for event in heard %>
<% set move = event.transition %>
<% if move and move.lawful %>
@pytest.mark.usefixtures("client")
async def test_<{ event.ident }>_moves_the_<{ move.entity.ident }>(make: Make, session: AsyncSession) -> None:
    made = await make_<{ move.entity.ident }>(session, <{ move.field }>=<{ move.class }>.<{ move.lawful.constant }>)
    message = body(str(uuid4()), <{ event.name|py_string }>, subject=str(made.<{ move.entity.key.ident }>))
    assert await make(EventHandlers()).receive(message) is Verdict.HANDLED
    await session.refresh(made)
    assert made.<{ move.field }> is <{ move.class }>.<{ move.to.constant }>


<% endif %>
<% if move and move.unlawful %>
@pytest.mark.usefixtures("client")
async def test_<{ event.ident }>_that_comes_too_late_is_set_aside(make: Make, session: AsyncSession) -> None:
    made = await make_<{ move.entity.ident }>(session, <{ move.field }>=<{ move.class }>.<{ move.unlawful.constant }>)
    message = body(str(uuid4()), <{ event.name|py_string }>, subject=str(made.<{ move.entity.key.ident }>))
    assert await make(EventHandlers()).receive(message) is Verdict.REJECTED
    unknown = <% if move.entity.key.kind.name == "uuid" %>str(uuid4())<% else %>"987654321"<% endif %>

    message = body(str(uuid4()), <{ event.name|py_string }>, subject=unknown)
    assert await make(EventHandlers()).receive(message) is Verdict.REJECTED


<% endif %>
<% if not move %>
@pytest.mark.usefixtures("client")
async def test_<{ event.ident }>_is_handled(make: Make) -> None:
    message = body(str(uuid4()), <{ event.name|py_string }>)
    assert await make(EventHandlers()).receive(message) is Verdict.HANDLED


<% endif %>
<% endfor %>
async def _eventually(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await holds():
            await asyncio.sleep(0.05)


@pytest.mark.usefixtures("client")
async def test_events_come_through_the_broker_and_poison_goes_to_the_dead_letters(
    brokered: Settings<% if flow.inbox %>, session: AsyncSession<% endif %>, monkeypatch: pytest.MonkeyPatch
) -> None:
    handlers = Recorder()
    monkeypatch.setattr("<{ package }>.core.worker.EventHandlers", lambda: handlers)
    monkeypatch.setattr("<{ package }>.core.worker.configure_logging", lambda _settings: None)
    address = brokered.<{ shown.source_ident }>_events
    working = asyncio.create_task(run(brokered, "consume"))
    await tell(brokered, address, TYPE, b"poison")
    await tell(brokered, address, TYPE, body("first"))
    await tell(brokered, address, TYPE, body("first"))
    await tell(brokered, address, TYPE, body("second"))

    async def heard() -> bool:
        return set(handlers.handled) == {"first", "second"}

    await _eventually(heard)
    assert await next_dead(brokered) == b"poison"
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(working, 20)
<% if flow.inbox %>
    assert sorted(handlers.handled) == ["first", "second"]
    assert await session.scalar(select(func.count()).select_from(InboxMessage)) == 2
<% endif %>


async def test_a_consumer_waits_for_its_broker(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("<{ package }>.core.worker.configure_logging", lambda _settings: None)
    address = <% if flow.broker == "rabbitmq" %>"amqp://guest:guest@127.0.0.1:1/"<% else %>"127.0.0.1:1"<% endif %>

    update = {"broker_url": SecretStr(address), "broker_timeout_s": 1, "consumer_retry_s": 0.01, "worker_metrics_port": 0}
    working = asyncio.create_task(run(settings.model_copy(update=update), "consume"))
    await asyncio.sleep(0.3)
    assert not working.done()
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(working, 20)

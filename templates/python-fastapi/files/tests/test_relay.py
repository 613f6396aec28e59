"""From the outbox to the broker."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

import pytest
from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from pydantic import BaseModel, SecretStr
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from <{ package }>.core.broker import BrokerUnavailableError, Publisher, RefusedError, publisher
from <{ package }>.core.config import Settings
from <{ package }>.core.database import utc_now
from <{ package }>.core.outbox import SOURCE, OutboxMessage, announce
from <{ package }>.core.pauses import pause
from <{ package }>.core.relay import Relay, RelayMetrics
from tests.brokers import listening
from tests.conftest import ROOT


class Told(BaseModel):
    number: int


class Recorder:
    """Keeps what it is given, and refuses or loses what it is told to."""

    def __init__(self, refused: Iterable[str] = ()) -> None:
        self.refused = set(refused)
        self.is_away = False
        self.taken: list[tuple[str, str]] = []

    async def publish(self, kind: str, subject: str, ident: str, body: bytes) -> None:
        await asyncio.sleep(0.001)
        if self.is_away:
            raise BrokerUnavailableError
        if subject in self.refused:
            msg = "too large"
            raise RefusedError(msg)
        assert json.loads(body)["id"] == ident
        assert kind == "Told"
        self.taken.append((subject, ident))


def relay(app: FastAPI, to: Publisher, settings: Settings, **changes: object) -> Relay:
    changed = settings.model_copy(update={"relay_retry_s": 0.001, "relay_pause_s": 0.01, **changes})
    return Relay(app.state.sessions, to, changed, RelayMetrics(CollectorRegistry()))


async def tell(session: AsyncSession, *subjects: str) -> None:
    for number, subject in enumerate(subjects):
        announce(session, "Told", subject, Told(number=number))
    await session.commit()


async def rows(session: AsyncSession) -> list[OutboxMessage]:
    session.expire_all()
    return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


async def drain(worker: Relay) -> None:
    while await worker.send_batch():
        await asyncio.sleep(0.002)


@pytest.mark.usefixtures("client")
async def test_each_event_is_sent_once_and_marked(
    app: FastAPI, session: AsyncSession, settings: Settings
) -> None:
    await tell(session, "a", "b", "a")
    recorder = Recorder()
    await drain(relay(app, recorder, settings))
    assert Counter(subject for subject, _ in recorder.taken) == {"a": 2, "b": 1}
    assert all(row.sent_at is not None for row in await rows(session))


@pytest.mark.usefixtures("client")
async def test_two_relays_share_the_work(app: FastAPI, session: AsyncSession, settings: Settings) -> None:
    await tell(session, *(f"s{number % 17}" for number in range(120)))
    recorder = Recorder()
    relays = [relay(app, recorder, settings, relay_batch=7) for _ in range(2)]
    while any(row.sent_at is None for row in await rows(session)):
        await asyncio.gather(*(drain(one) for one in relays))
    assert len(recorder.taken) == 120
    assert len(set(recorder.taken)) == 120
<% if flow.ordered %>


@pytest.mark.usefixtures("client")
async def test_events_of_one_entity_keep_their_order(
    app: FastAPI, session: AsyncSession, settings: Settings
) -> None:
    await tell(session, *("ab" * 20))
    recorder = Recorder()
    relays = [relay(app, recorder, settings, relay_batch=3) for _ in range(3)]
    while any(row.sent_at is None for row in await rows(session)):
        await asyncio.gather(*(drain(one) for one in relays))
    for subject in "ab":
        sent = [ident for to, ident in recorder.taken if to == subject]
        assert sent == sorted(sent)
        assert len(sent) == 20
<% endif %>


@pytest.mark.usefixtures("client")
async def test_a_poisonous_event_is_set_aside_and_holds_up_nobody(
    app: FastAPI, session: AsyncSession, settings: Settings
) -> None:
    await tell(session, "bad", "good", "good")
    recorder = Recorder(refused={"bad"})
    worker = relay(app, recorder, settings, relay_attempts=3)
    for _ in range(20):
        await worker.send_batch()
        await asyncio.sleep(0.005)
    bad, *good = await rows(session)
    assert (bad.attempts, bad.last_error, bad.sent_at) == (3, "too large", None)
    assert bad.dead_at is not None
    assert all(row.sent_at is not None for row in good)


@pytest.mark.usefixtures("client")
async def test_while_the_broker_is_away_rows_wait_and_count_no_attempt(
    app: FastAPI, session: AsyncSession, settings: Settings
) -> None:
    await tell(session, "a", "b")
    recorder = Recorder()
    recorder.is_away = True
    stop = asyncio.Event()
    running = asyncio.create_task(relay(app, recorder, settings).run(stop))
    await asyncio.sleep(0.1)
    assert all((row.attempts, row.sent_at) == (0, None) for row in await rows(session))
    recorder.is_away = False
    async with asyncio.timeout(10):
        while any(row.sent_at is None for row in await rows(session)):
            await asyncio.sleep(0.02)
    stop.set()
    await running
    assert len(recorder.taken) == 2


async def test_a_broker_that_is_not_there_is_told_apart(settings: Settings) -> None:
    address = <% if flow.broker == "rabbitmq" %>"amqp://guest:guest@127.0.0.1:1/"<% else %>"127.0.0.1:1"<% endif %>

    away = settings.model_copy(update={"broker_url": SecretStr(address), "broker_timeout_s": 1})
    async with publisher(away) as real:
        with pytest.raises(BrokerUnavailableError):
            await real.publish("Told", "a", "1", b"{}")


@pytest.mark.usefixtures("client")
async def test_sent_events_are_removed_after_their_time(
    app: FastAPI, session: AsyncSession, settings: Settings
) -> None:
    await tell(session, "a", "b")
    worker = relay(app, Recorder(), settings)
    await drain(worker)
    assert await worker.clean_up() == 0
    long_ago = utc_now() - timedelta(hours=settings.outbox_keep_hours + 1)
    await session.execute(update(OutboxMessage).where(OutboxMessage.subject == "a").values(sent_at=long_ago))
    await session.commit()
    assert await worker.clean_up() == 1
    assert [row.subject for row in await rows(session)] == ["b"]


@pytest.mark.usefixtures("client")
async def test_what_waits_is_measured(app: FastAPI, session: AsyncSession, settings: Settings) -> None:
    await tell(session, "a", "b")
    registry = CollectorRegistry()
    worker = Relay(app.state.sessions, Recorder(), settings, RelayMetrics(registry))
    await worker.measure()
    assert registry.get_sample_value("outbox_waiting") == 2
    assert (registry.get_sample_value("outbox_oldest_seconds") or 0) > 0
    await drain(worker)
    await worker.measure()
    assert registry.get_sample_value("outbox_waiting") == 0
    assert registry.get_sample_value("outbox_sent_total") == 2


def test_pauses_grow_are_spread_and_end() -> None:
    assert 0.5 <= pause(1, 1.0) <= 1.0
    assert 4.0 <= pause(4, 1.0) <= 8.0
    assert pause(1000, 1.0, most_s=30) <= 30
    assert len({pause(5, 1.0) for _ in range(10)}) > 1


@pytest.mark.usefixtures("client")
async def test_an_event_arrives_in_its_envelope(
    app: FastAPI, session: AsyncSession, brokered: Settings
) -> None:
    async with listening(brokered) as hear, publisher(brokered) as real:
        await tell(session, "a")
        await drain(relay(app, real, brokered))
        event = json.loads(await hear())
    assert (event["specversion"], event["source"], event["type"]) == ("1.0", SOURCE, "Told")
    assert (event["subject"], event["data"]) == ("a", {"number": 0})


@pytest.mark.usefixtures("client")
async def test_a_relay_killed_before_it_marks_sends_again(
    app: FastAPI, session: AsyncSession, brokered: Settings
) -> None:
    async with listening(brokered) as hear:
        await tell(session, "a")
        dying = await asyncio.to_thread(_run_dying_relay, brokered)
        assert dying == -signal.SIGKILL
        first = json.loads(await hear())
        assert [row.sent_at for row in await rows(session)] == [None]
        async with publisher(brokered) as real:
            await drain(relay(app, real, brokered))
        second = json.loads(await hear())
    # The same identifier: by it consumers know the second one.
    assert first["id"] == second["id"]
    assert all(row.sent_at is not None for row in await rows(session))


def _run_dying_relay(settings: Settings) -> int:
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "APP_DATABASE_URL": settings.database_url.get_secret_value(),
        "APP_BROKER_URL": settings.broker_url.get_secret_value(),
        "APP_EVENTS_ADDRESS": settings.events_address,
    }
    command = [sys.executable, "-m", "tests.dying_relay"]
    return subprocess.run(command, env=environment, check=False, timeout=60).returncode  # noqa: S603

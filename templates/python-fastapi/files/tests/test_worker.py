<% set works = decided.background_work == "separate-process" and not later.background_work %>
"""The process beside the requests."""

import asyncio
import json
import os
import signal
import subprocess
import sys

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from <{ package }>.cli import main
from <{ package }>.core.config import Settings
from <{ package }>.core.outbox import OutboxMessage, announce
from <{ package }>.core.worker import Job, Worker, run, worker
from tests.brokers import listening
from tests.conftest import ROOT


<% if flow.relay %>
class Told(BaseModel):
    number: int


<% endif %>
@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("<{ package }>.core.worker.configure_logging", lambda _settings: None)


@pytest.fixture
def own(<% if flow.broker %>brokered: Settings<% else %>settings: Settings<% endif %>) -> Settings:
<% if flow.broker %>
    return brokered
<% else %>
    return settings.model_copy(update={"worker_metrics_port": 0})
<% endif %>


async def stopped(working: asyncio.Task[None]) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(working, 20)


@pytest.mark.usefixtures("client")
async def test_a_job_that_fails_is_tried_again(own: Settings) -> None:
    runs = 0
    async with worker(own) as made:

        async def fail_once() -> None:
            nonlocal runs
            runs += 1
            if runs == 1:
                raise OSError
            made.stop.set()

        await made.repeat(Job("fails once", 0.001, fail_once))
    assert runs == 2


<% if works %>
@pytest.mark.usefixtures("client")
async def test_the_worker_ends_when_it_is_told_to(own: Settings) -> None:
    working = asyncio.create_task(run(own, <% if flow.relay %>"relay", <% endif %>"jobs"))
    await asyncio.sleep(0.2)
    assert not working.done()
    await stopped(working)


@pytest.mark.usefixtures("client")
async def test_every_job_runs(own: Settings) -> None:
    async with worker(own) as made:
        for job in made.jobs():
            await job.run()


<% endif %>
<% if flow.relay %>
@pytest.mark.usefixtures("client")
async def test_a_relay_as_a_process_sends_and_ends_on_sigterm(own: Settings, session: AsyncSession) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "APP_ENVIRONMENT": "test",
        "APP_WORKER_METRICS_PORT": "0",
        "APP_DATABASE_URL": own.database_url.get_secret_value(),
        "APP_BROKER_URL": own.broker_url.get_secret_value(),
        "APP_EVENTS_ADDRESS": own.events_address,
    }
    command = [sys.executable, "-m", <{ package|py_string }>, "relay"]
    async with listening(own) as hear:
        announce(session, "Told", "a", Told(number=1))
        await session.commit()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: ASYNC220, S603
        try:
            event = json.loads(await hear())
        finally:
            process.send_signal(signal.SIGTERM)
            code = await asyncio.to_thread(process.wait, 30)
    assert code == 0
    assert event["data"] == {"number": 1}


<% endif %>
def test_the_command_line_runs_what_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []

    async def started_with(_settings: Settings, *parts: str) -> None:
        started.append(parts)

    monkeypatch.setattr("<{ package }>.cli.run", started_with)
<% if works %>
    main(["work"])
    assert started.pop() == (<% if flow.relay %>"relay", <% endif %><% if flow.consumes %>"consume", <% endif %>"jobs",)
<% endif %>
<% if flow.relay %>
    main(["relay"])
    assert started.pop() == ("relay",)
<% endif %>
<% if flow.consumes %>
    main(["consume"])
    assert started.pop() == ("consume",)
<% endif %>
    assert started == []

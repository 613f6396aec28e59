"""The process beside the requests: what runs all the time, and what runs now and then."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from prometheus_client import CollectorRegistry, start_http_server
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from <{ package }>.core.broker import BrokerUnavailableError, consume, publisher
from <{ package }>.core.config import Settings
from <{ package }>.core.consumers import Consumer, forget
from <{ package }>.core.database import create_engine
from <{ package }>.core.idempotency import purge
from <{ package }>.core.logging import configure_logging
from <{ package }>.core.pauses import pause, sleep_until
from <{ package }>.core.relay import Relay, RelayMetrics
from <{ package }>.core.telemetry import exported
from <{ package }>.handlers import EventHandlers

<% set works = decided.background_work == "separate-process" and not later.background_work %>
logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    """Work that is done again and again."""

    name: str
    every_s: float
    run: Callable[[], Awaitable[object]]


class Worker:
    """What the parts of the process share."""

    def __init__(self, settings: Settings<% if uses.entities %>, sessions: async_sessionmaker[AsyncSession]<% endif %>) -> None:
        """Work<% if uses.entities %> on the database of ``sessions``<% endif %> until ``stop`` is set."""
        self.settings = settings
<% if uses.entities %>
        self.sessions = sessions
<% endif %>
        self.registry = CollectorRegistry(auto_describe=True)
        self.stop = asyncio.Event()
<% if flow.relay %>

    async def relay(self) -> None:
        """Hand events from the outbox to the broker."""
        async with publisher(self.settings) as to:
            metrics = RelayMetrics(self.registry)
            await Relay(self.sessions, to, self.settings, metrics).run(self.stop)
<% endif %>
<% if flow.consumes %>

    async def consume(self) -> None:
        """Handle events of others; a lost broker is waited for."""
        consumer = Consumer(
            EventHandlers(), <% if uses.entities %>self.sessions, <% endif %>self.settings, self.registry, self.stop
        )
        failures = 0
        while not self.stop.is_set():
            try:
                await consume(self.settings, consumer.receive, self.stop)
            except BrokerUnavailableError as error:
                failures += 1
                await logger.awarning("consumer waits", failures=failures, reason=str(error.__cause__))
                await sleep_until(self.stop, pause(failures, self.settings.consumer_retry_s, 30))
<% endif %>

    async def repeat(self, job: Job) -> None:
        """Run a job whenever its time has come; a failure is logged, and it is tried again next time."""
        while not self.stop.is_set():
            try:
                await job.run()
            except (SQLAlchemyError, OSError) as error:
                await logger.awarning("job failed", job=job.name, exc_info=error)
            await sleep_until(self.stop, job.every_s)

    def jobs(self) -> list[Job]:
        """The jobs of this service."""
        return [
<% if idempotent %>
            Job("purge idempotency keys", 3600, lambda: purge(self.settings)),
<% endif %>
<% if flow.inbox %>
            Job("forget old events", 3600, self._forget),
<% endif %>
        ]
<% if flow.inbox %>

    async def _forget(self) -> None:
        async with self.sessions.begin() as session:
            await forget(session, self.settings)
<% endif %>


@asynccontextmanager
async def worker(settings: Settings) -> AsyncGenerator[Worker]:
    """A worker that SIGTERM and SIGINT tell to stop; what is under way is finished first."""
<% if uses.entities %>
    engine = create_engine(settings)
    made = Worker(settings, async_sessionmaker(engine, expire_on_commit=False))
<% else %>
    made = Worker(settings)
<% endif %>
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        loop.add_signal_handler(number, made.stop.set)
    server, thread = start_http_server(settings.worker_metrics_port, registry=made.registry)
    try:
        yield made
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
        server.shutdown()
        server.server_close()
        thread.join()
<% if uses.entities %>
        await engine.dispose()
<% endif %>


async def run(settings: Settings, *parts: str) -> None:
    """Run these parts of the worker until the process is told to stop."""
    configure_logging(settings)
<% if decided.tracing == "opentelemetry" and not later.tracing %>
    with exported():
        await _run(settings, parts)


async def _run(settings: Settings, parts: tuple[str, ...]) -> None:
<% endif %>
    async with worker(settings) as made, asyncio.TaskGroup() as group:
        await logger.ainfo("worker started", parts=parts)
<% if flow.relay %>
        if "relay" in parts:
            group.create_task(made.relay())
<% endif %>
<% if flow.consumes %>
        if "consume" in parts:
            group.create_task(made.consume())
<% endif %>
<% if works %>
        if "jobs" in parts:
            for job in made.jobs():
                group.create_task(made.repeat(job))
            group.create_task(made.stop.wait())
<% endif %>
    await logger.ainfo("worker stopped", parts=parts)

"""Events of other services: each takes effect once, and what cannot be handled is set aside.

<% if flow.inbox %>
An event and what follows it are one transaction: its identifier is noted in the inbox with the changes
that its handler makes, so a second arrival changes nothing.
<% else %>
An event may arrive twice; its handler has to come to the same end then.
<% endif %>
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

import structlog
from opentelemetry import propagate, trace
from prometheus_client import CollectorRegistry, Counter
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import String, delete, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import Mapped, mapped_column

from <{ package }>.core.broker import Verdict
from <{ package }>.core.config import Settings
from <{ package }>.core.database import Base, UtcDateTime, utc_now
from <{ package }>.core.pauses import pause, sleep_until

<% set traced = decided.tracing == "opentelemetry" and not later.tracing %>
logger = structlog.get_logger(__name__)
<% if traced %>
tracer = trace.get_tracer(__name__)
<% endif %>


class CloudEvent(BaseModel):
    """The envelope of an event (CloudEvents 1.0)."""

    model_config = ConfigDict(extra="allow", frozen=True)

    specversion: Literal["1.0"]
    id: str = Field(min_length=1, max_length=255)
    source: str = Field(min_length=1, max_length=255)
    type: str = Field(min_length=1, max_length=255)
    subject: str | None = None
    time: AwareDatetime | None = None
    data: Any = None


<% if flow.inbox %>
class InboxMessage(Base):
    """An event that was handled."""

    __tablename__ = "inbox"

    source: Mapped[str] = mapped_column(String(255), primary_key=True)
    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    type: Mapped[str] = mapped_column(String(255))
    handled_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


<% endif %>
class Handlers(Protocol):
    """What the service does when it hears of something; written by hand in ``handlers.py``."""
<% for event in heard %>

    async def <{ event.ident }>(self, event: CloudEvent<% if uses.entities %>, session: AsyncSession<% endif %>) -> None:
        """<{ ("What follows ``" ~ event.name ~ "`` of " ~ event.source_title)|sentence|py_docstring }>"""
<% endfor %>


class Consumer:
    """Takes messages to the handlers of their types."""

    def __init__(
        self,
        handlers: Handlers,
<% if uses.entities %>
        sessions: async_sessionmaker[AsyncSession],
<% endif %>
        settings: Settings,
        registry: CollectorRegistry,
        stop: asyncio.Event,
    ) -> None:
        """Handle by ``handlers`` until ``stop`` is set."""
<% if uses.entities %>
        self._sessions = sessions
<% endif %>
        self._settings = settings
        self._stop = stop
        self._received = Counter(
            "events_received_total", "Events by outcome.", ("type", "outcome"), registry=registry
        )
        self._by_type: dict[str, Callable[[CloudEvent<% if uses.entities %>, AsyncSession<% endif %>], Awaitable[None]]] = {
<% for event in heard %>
            <{ event.name|py_string }>: handlers.<{ event.ident }>,
<% endfor %>
        }

    async def receive(self, body: bytes) -> Verdict:
        """Handle one message; what fails as often as it is tried is rejected."""
        try:
            event = CloudEvent.model_validate_json(body)
        except ValidationError as error:
            await logger.aerror("not an event", faults=error.error_count())
            return self._told("unknown", Verdict.REJECTED)
        if event.type not in self._by_type:
            return self._told("other", Verdict.HANDLED)
        failures = 0
        while True:
            try:
                await self._handle(event)
            except Exception as error:  # noqa: BLE001 - whatever a handler raises is a failure of its event
                if await self._is_able():
                    failures += 1
                await logger.awarning(
                    "event failed",
                    event_id=event.id,
                    event_type=event.type,
                    failures=failures,
                    exc_info=error,
                )
            else:
                return self._told(event.type, Verdict.HANDLED)
            if failures >= self._settings.consumer_attempts:
                await logger.aerror("event set aside", event_id=event.id, event_type=event.type)
                return self._told(event.type, Verdict.REJECTED)
            await sleep_until(self._stop, pause(failures or 1, self._settings.consumer_retry_s, 30))
            if self._stop.is_set():
                return self._told(event.type, Verdict.LEFT)

    async def _handle(self, event: CloudEvent) -> None:
        async with asyncio.timeout(self._settings.handler_timeout_s):
<% if traced %>
            carrier = event.model_extra or {}
            with tracer.start_as_current_span(
                f"process {event.type}",
                context=propagate.extract(carrier),
                kind=trace.SpanKind.CONSUMER,
            ):
                await self._take_effect(event)

    async def _take_effect(self, event: CloudEvent) -> None:
<% set indent = "" %>
<% else %>
<% set indent = "    " %>
<% endif %>
<% if flow.inbox %>
        <{ indent }>async with self._sessions.begin() as session:
            <{ indent }>if await session.get(InboxMessage, (event.source, event.id)) is not None:
                <{ indent }>await logger.ainfo("event known", event_id=event.id, event_type=event.type)
                <{ indent }>return
            <{ indent }>noted = InboxMessage(
                <{ indent }>source=event.source, id=event.id, type=event.type, handled_at=utc_now()
            <{ indent }>)
            <{ indent }>session.add(noted)
            <{ indent }># Whoever gets the same event at the same time waits here, and fails when this one ends.
            <{ indent }>await session.flush()
            <{ indent }>await self._by_type[event.type](event, session)
<% elif uses.entities %>
        <{ indent }>async with self._sessions.begin() as session:
            <{ indent }>await self._by_type[event.type](event, session)
<% else %>
        <{ indent }>await self._by_type[event.type](event)
<% endif %>

    async def _is_able(self) -> bool:
<% if uses.entities %>
        """Tell a failure of the event from one of the database, for which no event is set aside."""
        try:
            async with asyncio.timeout(self._settings.handler_timeout_s), self._sessions() as session:
                await session.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return False
        return True
<% else %>
        """Tell whether a failure is one of the event: there is nothing else that could fail."""
        return True
<% endif %>

    def _told(self, kind: str, verdict: Verdict) -> Verdict:
        self._received.labels(kind, verdict.value).inc()
        return verdict
<% if flow.inbox %>


async def forget(session: AsyncSession, settings: Settings) -> None:
    """Remove the notes of events that are too old to arrive again."""
    before = utc_now() - timedelta(hours=settings.inbox_keep_hours)
    await session.execute(delete(InboxMessage).where(InboxMessage.handled_at < before))
<% endif %>

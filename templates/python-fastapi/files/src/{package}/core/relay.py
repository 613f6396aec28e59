"""From the outbox to the broker: every event at least once, and marked only after the broker confirmed it.

Several relays may run: each skips the rows that another has locked.
<% if flow.ordered %>
An event waits until those before it
that tell of the same entity were sent or set aside.
<% endif %>
"""

import asyncio
import json
from datetime import timedelta

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge
from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import aliased

from <{ package }>.core.broker import BrokerUnavailableError, Publisher, RefusedError
from <{ package }>.core.config import Settings
from <{ package }>.core.database import utc_now
from <{ package }>.core.outbox import OutboxMessage
from <{ package }>.core.pauses import pause, sleep_until

REMOVED_AT_ONCE = 1_000
logger = structlog.get_logger(__name__)


class RelayMetrics:
    """What the outbox holds, and what became of its events."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register them in ``registry``."""
        self.waiting = Gauge("outbox_waiting", "Events that wait to be sent.", registry=registry)
        self.oldest = Gauge(
            "outbox_oldest_seconds", "Age of the oldest event that waits.", registry=registry
        )
        self.dead = Gauge("outbox_dead", "Events that were set aside.", registry=registry)
        self.sent = Counter("outbox_sent_total", "Events that were sent.", registry=registry)
        self.failed = Counter("outbox_failed_total", "Attempts that failed.", registry=registry)


class Relay:
    """Takes waiting events in batches and hands them to a publisher."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        publisher: Publisher,
        settings: Settings,
        metrics: RelayMetrics,
    ) -> None:
        """Read by ``sessions``, send by ``publisher``."""
        self._sessions = sessions
        self._publisher = publisher
        self._settings = settings
        self._metrics = metrics

    async def run(self, stop: asyncio.Event) -> None:
        """Send until ``stop`` is set; the batch that is under way is finished."""
        failures = 0
        while not stop.is_set():
            try:
                sent = await self.send_batch()
                if sent == 0:
                    await self.clean_up()
                    await self.measure()
                failures = 0
                wait = 0.0 if sent else self._settings.relay_pause_s
            except (BrokerUnavailableError, SQLAlchemyError, OSError) as error:
                failures += 1
                wait = pause(failures, self._settings.relay_pause_s, most_s=30)
                await logger.awarning("relay waits", failures=failures, reason=type(error).__name__)
            if wait:
                await sleep_until(stop, wait)

    async def send_batch(self) -> int:
        """Send what is due; how many rows were dealt with.

        Locks and marks are of one transaction: whoever is stopped between publishing and marking leaves
        the row as it was, and the event is sent again.
        """
        async with self._sessions.begin() as session:
            rows = (await session.scalars(self._due())).all()
            try:
                for row in rows:
                    await self._send(row)
            except BrokerUnavailableError:
                # What was confirmed before stays marked; the others are left as they were.
                await session.commit()
                raise
        return len(rows)

    async def _send(self, row: OutboxMessage) -> None:
        body = json.dumps(row.event, separators=(",", ":")).encode()
        try:
            await self._publisher.publish(row.type, row.subject, str(row.id), body)
        except RefusedError as error:
            self._metrics.failed.inc()
            row.attempts += 1
            row.last_error = str(error)[:1000]
            if row.attempts >= self._settings.relay_attempts:
                row.dead_at = utc_now()
                await logger.aerror("event set aside", event_id=str(row.id), event_type=row.type)
            else:
                wait = pause(row.attempts, self._settings.relay_retry_s)
                row.due_at = utc_now() + timedelta(seconds=wait)
        else:
            row.sent_at = utc_now()
            self._metrics.sent.inc()

    async def clean_up(self) -> int:
        """Remove events that were sent long enough ago; how many."""
        before = utc_now() - timedelta(hours=self._settings.outbox_keep_hours)
        old = select(OutboxMessage.id).where(OutboxMessage.sent_at < before).limit(REMOVED_AT_ONCE)
        async with self._sessions.begin() as session:
            keys = (await session.scalars(old)).all()
            await session.execute(delete(OutboxMessage).where(OutboxMessage.id.in_(keys)))
        return len(keys)

    async def measure(self) -> None:
        """Bring the gauges up to date."""
        waits = OutboxMessage.sent_at.is_(None) & OutboxMessage.dead_at.is_(None)
        async with self._sessions() as session:
            counted = select(func.count(), func.min(OutboxMessage.created_at)).where(waits)
            waiting, oldest = (await session.execute(counted)).one()
            aside = select(func.count()).where(OutboxMessage.dead_at.is_not(None))
            dead = await session.scalar(aside)
        self._metrics.waiting.set(waiting)
        self._metrics.oldest.set((utc_now() - oldest).total_seconds() if waiting else 0)
        self._metrics.dead.set(dead or 0)

    def _due(self) -> Select[OutboxMessage]:
<% if flow.ordered %>
        before = aliased(OutboxMessage)
        earlier = select(before.id).where(
            before.subject == OutboxMessage.subject,
            before.id < OutboxMessage.id,
            before.sent_at.is_(None),
            before.dead_at.is_(None),
        )
<% endif %>
        return (
            select(OutboxMessage)
            .where(
                OutboxMessage.sent_at.is_(None),
                OutboxMessage.dead_at.is_(None),
                OutboxMessage.due_at <= utc_now(),
<% if flow.ordered %>
                ~earlier.exists(),
<% endif %>
            )
            .order_by(OutboxMessage.id)
            .limit(self._settings.relay_batch)
            .with_for_update(skip_locked=True)
        )

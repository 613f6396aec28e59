"""Events, kept in the transaction of the change they tell of (transactional outbox).

<% if flow.relay %>
The relay hands them to the broker; a row stays until it was confirmed there.
<% else %>
A relay that hands them to a broker reads this table in the order of its key.
<% endif %>
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from opentelemetry import propagate
from pydantic import BaseModel
from sqlalchemy import Index, String, Text, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from <{ package }>.core.database import Base, Json, UtcDateTime, utc_now
from <{ package }>.core.ids import uuid7

SOURCE = <{ ("/" ~ service.name)|py_string }>


class OutboxMessage(Base):
    """An event that waits to be handed on, was handed on, or was set aside."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "due_at",
            "id",
            postgresql_where=text("sent_at IS NULL AND dead_at IS NULL"),
            sqlite_where=text("sent_at IS NULL AND dead_at IS NULL"),
        ),
        Index("ix_outbox_subject", "subject", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    event: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Not before this moment is it tried (again).
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # A dead letter: the broker refused it as often as it is tried.
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def announce(session: AsyncSession, kind: str, subject: object, data: BaseModel) -> None:
    """Add an event in the shape of CloudEvents 1.0 to the transaction."""
    ident, now = uuid7(), utc_now()
    event = {
        "specversion": "1.0",
        "id": str(ident),
        "source": SOURCE,
        "type": kind,
        "subject": str(subject),
        "time": now.isoformat(),
        "datacontenttype": "application/json",
        "data": data.model_dump(mode="json", by_alias=True),
    }
<% if decided.tracing == "opentelemetry" and not later.tracing %>
    # CloudEvents names the headers of a trace as they are named in HTTP.
    propagate.inject(event)
<% endif %>
    row = OutboxMessage(
        id=ident, type=kind, subject=str(subject), event=event, created_at=now, due_at=now
    )
    session.add(row)

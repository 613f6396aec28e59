"""Events, kept in the transaction of the change they tell of (transactional outbox).

A relay that hands them to a broker reads this table in the order of its key.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from <{ package }>.core.database import Base, Json, UtcDateTime, utc_now
from <{ package }>.core.ids import uuid7


class OutboxMessage(Base):
    """An event that waits to be handed on."""

    __tablename__ = "outbox"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255), index=True)
    event: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


def announce(session: AsyncSession, kind: str, subject: object, data: BaseModel) -> None:
    """Add an event in the shape of CloudEvents 1.0 to the transaction."""
    ident, now = uuid7(), utc_now()
    event = {
        "specversion": "1.0",
        "id": str(ident),
        "source": <{ ("/" ~ service.name)|py_string }>,
        "type": kind,
        "subject": str(subject),
        "time": now.isoformat(),
        "datacontenttype": "application/json",
        "data": data.model_dump(mode="json", by_alias=True),
    }
    session.add(OutboxMessage(id=ident, type=kind, subject=str(subject), event=event, created_at=now))

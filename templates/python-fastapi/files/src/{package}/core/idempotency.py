"""Creations that can be sent again: the first answer to an ``Idempotency-Key`` is given again.

A key is claimed in the transaction that creates. Of two requests at the same time the second waits
for the first: then it gets that answer, or does the work itself where the first one failed.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from fastapi import Depends, Header, Request, Response
from fastapi import status as codes
from pydantic import BaseModel, StringConstraints
from pydantic.json_schema import SkipJsonSchema
from sqlalchemy import ColumnElement, String, Text, and_, delete, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from <{ package }>.core.config import Settings
from <{ package }>.core.database import Base, SessionDep, UtcDateTime, create_engine, utc_now
from <{ package }>.core.errors import ProblemError
from <{ package }>.core.secrets import fingerprint
from <{ package }>.core.security import PrincipalDep

REPLAYED = "Idempotency-Replayed"
PURGED_AT_ONCE = 5_000
IN_USE = "The first request with this Idempotency-Key is still at work."
# What PostgreSQL tells where it was told not to wait any longer for the other request.
WAITED_TOO_LONG = frozenset({"55P03", "57014"})

# The constraint sits on the inner type: on the union it would vanish from the OpenAPI document.
IdempotencyKeyHeader = Annotated[
    Annotated[str, StringConstraints(pattern=r"^[!-~]{1,255}$")] | SkipJsonSchema[None],
    Header(
        alias="Idempotency-Key",
        description="Makes it safe to send the request again: the first answer to a key is given again",
    ),
]


class IdempotencyKey(Base):
    """A key, what it was first used for, and what was answered."""

    __tablename__ = "idempotency_keys"

    # Whose key it is; empty where callers are not known.
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    operation: Mapped[str] = mapped_column(String(255), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    request_digest: Mapped[str] = mapped_column(String(64))
    # The answer is there when the transaction of the first request ends.
    response_status: Mapped[int | None]
    response_body: Mapped[str | None] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(Text)
    etag: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class KeyReusedError(ProblemError):
    """The key belongs to another request."""

    status, slug = codes.HTTP_422_UNPROCESSABLE_CONTENT, "idempotency-key-reused"


class KeyInUseError(ProblemError):
    """The first request with the key is still at work."""

    status, slug = codes.HTTP_409_CONFLICT, "idempotency-key-in-use"
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": "1"}


class Once:
    """Sees to it that what has a key is done once."""

    def __init__(self, request: Request, session: AsyncSession, subject: str, key: str | None) -> None:
        """Serve a request of ``subject`` in the transaction of ``session``."""
        self._request = request
        self._session = session
        self._subject = subject
        self._key = key
        self._operation = ""

    async def replay(self, operation: str<% if uses.secrets %>, *, secret: bool = False<% endif %>) -> Response | None:
        """Give the first answer again; none where there is no key, or where this is the first request.

        A validated body must have been read before.<% if uses.secrets %> One that holds a ``secret`` is kept as a hash that is
        slow to guess.<% endif %>

        """
        if self._key is None:
            return None
        self._operation = operation
        digest = await self._digest(<% if uses.secrets %>secret=secret<% endif %>)
        if await self._claim(self._key, digest):
            return None
        first = (await self._session.scalars(select(IdempotencyKey).where(self._mine()))).one()
        if not hmac.compare_digest(first.request_digest, digest):
            msg = "The Idempotency-Key came with another body before."
            raise KeyReusedError(msg)
        if first.response_status is None:
            raise KeyInUseError(IN_USE)
        return _answer(first, first.response_status)

    async def keep(self, status: int, content: BaseModel, response: Response) -> None:
        """Remember the answer to the key of this request, if it has one."""
        if self._key is None:
            return
        answer = {
            "response_status": status,
            "response_body": content.model_dump_json(by_alias=True),
            "location": response.headers.get("Location"),
            "etag": response.headers.get("ETag"),
        }
        await self._session.execute(update(IdempotencyKey).where(self._mine()).values(answer))

    async def _digest(self<% if uses.secrets %>, *, secret: bool<% endif %>) -> str:
        """Digest what the body says, however it is written."""
        body = json.dumps(await self._request.json(), sort_keys=True, separators=(",", ":")).encode()
<% if uses.secrets %>
        if secret:
            salt = "\n".join((self._subject, self._operation, self._key or "")).encode()
            return (await fingerprint(body, hashlib.sha256(salt).digest())).hex()
<% endif %>
        return hashlib.sha256(body).hexdigest()

    async def _claim(self, key: str, digest: str) -> bool:
        """Take the key where nobody has it, or where it has expired; waits for who is taking it."""
        now = utc_now()
        lifetime = lifetime_of(self._request.app.state.settings)
        fresh = {"request_digest": digest, "created_at": now, "response_status": None}
        made = {"subject": self._subject, "operation": self._operation, "key": key, **fresh}
        on_sqlite = self._session.get_bind().dialect.name == "sqlite"
        insert = sqlite.insert(IdempotencyKey) if on_sqlite else postgresql.insert(IdempotencyKey)
        statement = insert.values(made).on_conflict_do_update(
            index_elements=["subject", "operation", "key"],
            set_=fresh,
            where=IdempotencyKey.created_at <= now - lifetime,
        )
        try:
            taken = await self._session.scalar(statement.returning(IdempotencyKey.key))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in WAITED_TOO_LONG:
                raise KeyInUseError(IN_USE) from error
            raise
        return taken is not None

    def _mine(self) -> ColumnElement[bool]:
        return and_(
            IdempotencyKey.subject == self._subject,
            IdempotencyKey.operation == self._operation,
            IdempotencyKey.key == self._key,
        )


def _answer(first: IdempotencyKey, status: int) -> Response:
    headers = {"Location": first.location, "ETag": first.etag, REPLAYED: "true"}
    return Response(
        first.response_body,
        status,
        {name: value for name, value in headers.items() if value is not None},
        "application/json",
    )


async def _once(
    request: Request,
    session: SessionDep,
<% if jwt %>
    principal: PrincipalDep,
<% endif %>
    key: IdempotencyKeyHeader = None,
) -> Once:
    return Once(request, session, <% if jwt %>principal.subject<% else %>""<% endif %>, key)


OnceDep = Annotated[Once, Depends(_once, scope="function")]


def lifetime_of(settings: Settings) -> timedelta:
    """How long a key is remembered."""
    return timedelta(hours=settings.idempotency_hours)


async def purge(settings: Settings) -> int:
    """Remove the keys that have expired, some at a time; gives how many."""
    engine = create_engine(settings)
    expired = IdempotencyKey.created_at <= utc_now() - lifetime_of(settings)
    whole = (IdempotencyKey.subject, IdempotencyKey.operation, IdempotencyKey.key)
    some = tuple_(*whole).in_(select(*whole).where(expired).limit(PURGED_AT_ONCE))
    removed = 0
    try:
        while True:
            async with engine.begin() as connection:
                # What was taken anew meanwhile has not expired any more: both conditions must hold.
                gone = (await connection.execute(delete(IdempotencyKey).where(expired, some))).rowcount
            removed += gone
            if gone < PURGED_AT_ONCE:
                return removed
    finally:
        await engine.dispose()

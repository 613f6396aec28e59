"""Pages that stay stable while rows come and go (keyset pagination)."""

import base64
import json
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic.json_schema import SkipJsonSchema
from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from <{ package }>.core.errors import UnprocessableError
from <{ package }>.core.types import Schema

LARGEST_PAGE = 100
Row = TypeVar("Row")
Cursor = Annotated[str, StringConstraints(max_length=2048, pattern=r"^[A-Za-z0-9_-]+$")]


class PageQuery(Schema):
    """What every list takes."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE, description="Most items of a page.")] = 20
    cursor: Cursor | SkipJsonSchema[None] = Field(
        default=None, description="The `next_cursor` of the page before."
    )


@dataclass(frozen=True, slots=True)
class Key:
    """A column that rows are ordered by, and the type that checks its values in a cursor."""

    column: InstrumentedAttribute[Any]
    adapter: TypeAdapter[Any]
    optional: bool = False


async def fetch_page(
    session: AsyncSession,
    statement: Select[Row],
    query: PageQuery,
    keys: dict[str, Key],
    sort: str,
) -> tuple[list[Row], str | None]:
    """The rows of a page and the cursor of the next; ``sort`` names a key, descending after `-`.

    The last of ``keys`` identifies a row and decides between equals.
    """
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    first, last = keys[name], list(keys.values())[-1]
    order = [first, last] if first is not last else [last]
    if query.cursor is not None:
        values = _decode(query.cursor, sort, order)
        statement = statement.where(_after(values, order, descending=descending))
    for key in order:
        direction = key.column.desc() if descending else key.column.asc()
        statement = statement.order_by(direction.nulls_last() if key.optional else direction)
    rows = list((await session.scalars(statement.limit(query.limit + 1))).unique())
    if len(rows) <= query.limit:
        return rows, None
    rows = rows[: query.limit]
    return rows, _encode(rows[-1], sort, order)


def _after(values: list[Any], order: list[Key], *, descending: bool) -> ColumnElement[bool]:
    def beyond(key: Key, value: object) -> ColumnElement[bool]:
        return key.column < value if descending else key.column > value

    *first, last = zip(order, values, strict=True)
    tie = beyond(*last)
    for key, value in first:
        if value is None:
            return and_(key.column.is_(None), tie)
        later = or_(beyond(key, value), and_(key.column == value, tie))
        return or_(later, key.column.is_(None)) if key.optional else later
    return tie


def _encode(row: object, sort: str, order: list[Key]) -> str:
    values = [key.adapter.dump_python(getattr(row, key.column.key), mode="json") for key in order]
    text = json.dumps([sort, *values], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, sort: str, order: list[Key]) -> list[Any]:
    msg = "The cursor does not belong to this list in this order."
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        made_for, *found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        values = [
            None if value is None and key.optional else key.adapter.validate_python(value)
            for key, value in zip(order, found, strict=True)
        ]
    except (ValueError, TypeError, RecursionError) as error:
        raise UnprocessableError(msg) from error
    if made_for != sort:
        raise UnprocessableError(msg)
    return values

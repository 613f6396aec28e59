"""Optimistic locking over HTTP: ETag and If-Match (RFC 9110)."""

from typing import Annotated

from fastapi import Header
from pydantic import StringConstraints
from pydantic.json_schema import SkipJsonSchema

from <{ package }>.core.errors import PreconditionFailedError

# The constraint sits on the inner type: on the union it would vanish from the OpenAPI document.
IfMatch = Annotated[
    Annotated[str, StringConstraints(max_length=1024)] | SkipJsonSchema[None],
    Header(description='The ETag that the change is based on, such as `"3"`.'),
]


def etag(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


def check_if_match(header: str | None, version: int) -> None:
    """Refuse a change that is based on another version."""
    if header is None or header.strip() == "*":
        return
    if etag(version) not in {tag.strip() for tag in header.split(",")}:
        msg = f"It is at version {version}."
        raise PreconditionFailedError(msg)

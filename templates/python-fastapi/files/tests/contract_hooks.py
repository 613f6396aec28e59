"""Keeps generated requests apart: Schemathesis loads it for ``make contract``."""

import re
from typing import Protocol
from uuid import uuid4

import schemathesis


class Case(Protocol):
    """A generated request."""

    headers: dict[str, str] | None


def before_call(_context: object, case: Case, _arguments: dict[str, object]) -> None:
    """Give every creation a key of its own: a repeated one is answered as the first was."""
    if case.headers and re.fullmatch(r"[!-~]{1,255}", str(case.headers.get("Idempotency-Key", ""))):
        case.headers["Idempotency-Key"] = str(uuid4())


schemathesis.hook(before_call)

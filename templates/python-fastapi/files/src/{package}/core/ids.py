"""Identifiers that sort by the time they were made (UUIDv7, RFC 9562)."""

import secrets
import threading
import time
from uuid import UUID

_RANDOM_BITS = 74
_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A UUIDv7 that is larger than every one this process made before.

    ``uuid.uuid7`` comes with Python 3.14; this serves the versions before it.
    """
    global _last  # noqa: PLW0603
    millis = time.time_ns() // 1_000_000
    with _lock:
        value = (millis << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        _last = value if value > _last else _last + 1 + secrets.randbits(32)
        value = _last
    millis, tail = value >> _RANDOM_BITS, value & ((1 << _RANDOM_BITS) - 1)
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=millis << 80 | 0x7 << 76 | high << 64 | 0x2 << 62 | low)

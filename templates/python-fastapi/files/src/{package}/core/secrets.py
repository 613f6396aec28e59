"""Secrets are kept as Argon2id hashes (RFC 9106) and never given out."""

import asyncio

from argon2 import PasswordHasher, Type
from argon2.low_level import hash_secret_raw
from pydantic import SecretStr

_hasher = PasswordHasher()


async def hash_secret(secret: SecretStr) -> str:
    """The hash of a secret, made in a thread: it is slow on purpose."""
    return await asyncio.to_thread(_hasher.hash, secret.get_secret_value())
<% if idempotent %>


async def fingerprint(text: bytes, salt: bytes) -> bytes:
    """Always the same for the same text and salt, and as slow to guess as a hash of a secret."""
    costs = (_hasher.time_cost, _hasher.memory_cost, _hasher.parallelism)
    return await asyncio.to_thread(hash_secret_raw, text, salt, *costs, 32, Type.ID)
<% endif %>

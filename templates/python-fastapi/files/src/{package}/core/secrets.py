"""Secrets are kept as Argon2id hashes (RFC 9106) and never given out."""

import asyncio

from argon2 import PasswordHasher
from pydantic import SecretStr

_hasher = PasswordHasher()


async def hash_secret(secret: SecretStr) -> str:
    """The hash of a secret, made in a thread: it is slow on purpose."""
    return await asyncio.to_thread(_hasher.hash, secret.get_secret_value())

"""The keys that tokens are checked with: those that the issuer publishes (JSON Web Key Set, RFC 7517).

Where no issuer is set, which only local and test environments allow, a development key takes their place.
"""

import asyncio
import base64
import json
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import ClassVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import jwt
import structlog
from fastapi import status as codes
from jwt import PyJWK

from <{ package }>.core.config import Settings
from <{ package }>.core.errors import ProblemError, UnauthenticatedError

ALGORITHMS = frozenset({"RS256", "ES256"})
REFRESH_AFTER_S = 60
RETRY_AFTER_S = 5
LARGEST_SET_BYTES = 1_048_576
DEVELOPMENT_KEY = "local-development-only-key-change-me"
logger = structlog.get_logger(__name__)


class IssuerUnavailableError(ProblemError):
    """Nobody can tell whether the token is good: the keys of its issuer are not to be had."""

    status, slug = codes.HTTP_503_SERVICE_UNAVAILABLE, "issuer-unavailable"
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": str(RETRY_AFTER_S)}


class DevelopmentKey:
    """One key that everybody knows."""

    def __init__(self) -> None:
        """Make it ready."""
        secret = base64.urlsafe_b64encode(DEVELOPMENT_KEY.encode()).decode().rstrip("=")
        self._key = PyJWK({"kty": "oct", "k": secret, "alg": "HS256"})

    async def of(self, _token: str) -> PyJWK:
        """Give the key, whatever the token."""
        return self._key


class PublishedKeys:
    """Keys by name, read from the issuer when they are first needed and kept for a while.

    They are read again from half of their greatest age on, and for a name that is not among them; but not
    within a minute of the last time, whatever tokens say, and not within seconds of a failure.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout_s: float,
        max_age_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read from ``url``, which must answer within ``timeout_s``; ``clock`` counts seconds."""
        self._url = url
        self._timeout_s = timeout_s
        self._max_age_s = max_age_s
        self._clock = clock
        self._keys: dict[str, PyJWK] = {}
        self._read_at = -max_age_s
        self._not_before = float("-inf")
        self._failed = False
        self._reading = asyncio.Lock()

    async def of(self, token: str) -> PyJWK:
        """The key that a token names; it is not checked yet."""
        try:
            name = jwt.get_unverified_header(token).get("kid")
        except jwt.PyJWTError as error:
            msg = "The access token is not valid."
            raise UnauthenticatedError(msg) from error
        if not isinstance(name, str):
            msg = "The access token does not name its key."
            raise UnauthenticatedError(msg)
        return await self._find(name)

    async def _find(self, name: str) -> PyJWK:
        key = self._known(name)
        # One request is enough to renew keys that still hold; the others go on with those.
        if key is not None and (not self._aging() or self._reading.locked()):
            return key
        async with self._reading:
            key = self._known(name)
            if (key is None or self._aging()) and self._clock() >= self._not_before:
                await self._renew()
                key = self._known(name)
        if key is not None:
            return key
        if self._failed:
            msg = "The keys of the issuer cannot be read."
            raise IssuerUnavailableError(msg)
        msg = "The access token names a key that the issuer does not publish."
        raise UnauthenticatedError(msg)

    def _known(self, name: str) -> PyJWK | None:
        held = self._clock() < self._read_at + self._max_age_s
        return self._keys.get(name) if held else None

    def _aging(self) -> bool:
        return self._clock() >= self._read_at + self._max_age_s / 2

    async def _renew(self) -> None:
        try:
            async with asyncio.timeout(self._timeout_s):
                text = await asyncio.to_thread(_fetch, self._url, self._timeout_s)
            self._keys = _usable(text)
        except (OSError, TimeoutError, HTTPException, ValueError, jwt.PyJWTError) as error:
            self._failed = True
            self._not_before = self._clock() + RETRY_AFTER_S
            await logger.awarning("keys of the issuer not read", url=self._url, reason=repr(error))
        else:
            self._failed = False
            self._read_at = self._clock()
            self._not_before = self._read_at + REFRESH_AFTER_S


def keys_of(settings: Settings) -> DevelopmentKey | PublishedKeys:
    """Where the keys of this deployment come from."""
    if settings.jwt_jwks_url is None:
        return DevelopmentKey()
    return PublishedKeys(
        str(settings.jwt_jwks_url),
        timeout_s=settings.jwt_jwks_timeout_s,
        max_age_s=settings.jwt_jwks_max_age_s,
    )


def _fetch(url: str, timeout_s: float) -> bytes:
    # The settings let in no other address than one of HTTP.
    request = Request(url, headers={"Accept": "application/json"})  # noqa: S310
    try:
        with urlopen(request, timeout=timeout_s) as response:  # noqa: S310
            text: bytes = response.read(LARGEST_SET_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise
    if len(text) > LARGEST_SET_BYTES:
        msg = "the key set is too large"
        raise ValueError(msg)
    return text


def _usable(text: bytes) -> dict[str, PyJWK]:
    """The keys that have a name and check signatures of a kind that we take; never a shared secret."""
    keys = jwt.PyJWKSet.from_dict(_object(text)).keys
    return {
        key.key_id: key
        for key in keys
        if key.key_id and key.algorithm_name in ALGORITHMS and key.public_key_use in {None, "sig"}
    }


def _object(text: bytes) -> dict[str, object]:
    found = json.loads(text)
    if not isinstance(found, dict) or not isinstance(found.get("keys"), list):
        msg = "it is no key set"
        raise ValueError(msg)  # noqa: TRY004
    return found

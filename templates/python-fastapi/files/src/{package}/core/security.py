"""Who is calling (JSON Web Token, RFC 7519) and what they may do."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import jwt
from jwt import PyJWK
from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict

from <{ package }>.core.config import Settings
from <{ package }>.core.errors import ForbiddenError, UnauthenticatedError
from <{ package }>.core.issuer import DEVELOPMENT_KEY

<% if roles %>

class Role(StrEnum):
    """The roles that a token can carry."""

<% for role in roles %>
    <{ role.constant }> = <{ role.id|py_string }>
<% endfor %>


<% if uses.owners %>
# Roles that see only what belongs to the caller.
OWN_ONLY = frozenset({<% for role in roles if role.own %>Role.<{ role.constant }>, <% endfor %>})


<% endif %>
<% endif %>
class Principal(BaseModel):
    """The caller, as the token tells."""

    model_config = ConfigDict(frozen=True)

    subject: str
<% if roles %>
    roles: frozenset[Role]
<% endif %>
<% if uses.owners %>

    @property
    def sees_all(self) -> bool:
        """Whether what belongs to others is open to them."""
<% if roles %>
        return bool(self.roles - OWN_ONLY)
<% else %>
        return False
<% endif %>

    @property
    def subject_id(self) -> UUID:
        """The subject, where callers are known by a UUID."""
        try:
            return UUID(self.subject)
        except ValueError as error:
            msg = "The subject of the token is not a UUID."
            raise ForbiddenError(msg) from error
<% endif %>


def decode(token: str, settings: Settings<% if jwks %>, key: PyJWK<% endif %>) -> Principal:
    """Check a token<% if jwks %> with a key<% endif %> and read the caller from it."""
    try:
        claims = jwt.decode(
            token,
<% if jwks %>
            key,
            algorithms=[key.algorithm_name],
<% else %>
            settings.jwt_key.get_secret_value(),
            algorithms=[settings.jwt_algorithm],
<% endif %>
            audience=settings.jwt_audience,
            issuer=settings.jwt_issuer,
            leeway=10,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
    except jwt.PyJWTError as error:
        msg = "The access token is not valid."
        raise UnauthenticatedError(msg) from error
    # OpenID Connect gives a subject at most 255 characters of ASCII; more could not be kept.
    if not re.fullmatch(r"[ -~]{1,255}", claims["sub"]):
        msg = "The subject of the access token is not valid."
        raise UnauthenticatedError(msg)
<% if roles %>
    return Principal(subject=claims["sub"], roles=_known(claims.get("roles")))


def _known(claim: Any) -> frozenset[Role]:  # noqa: ANN401
    """The roles among a claim that are ours; an issuer may grant others for other services."""
    names = claim if isinstance(claim, list) else []
    return frozenset(role for role in Role if role.value in names)
<% else %>
    return Principal(subject=claims["sub"])
<% endif %>


def issue(subject: str, <% if roles %>roles: list[Role], <% endif %>settings: Settings, *, lifetime: timedelta) -> str:
    """Sign a token, for development and tests; in production the issuer does."""
<% if jwks %>
    if settings.jwt_jwks_url is not None:
        msg = "The issuer behind APP_JWT_JWKS_URL signs the tokens."
        raise ValueError(msg)
<% endif %>
    now = datetime.now(UTC)
    claims = {
        "sub": subject,
<% if roles %>
        "roles": [role.value for role in roles],
<% endif %>
        "iss": settings.jwt_issuer,
        "aud": settings.jwt_audience,
        "iat": now,
        "exp": now + lifetime,
    }
<% if jwks %>
    return jwt.encode(claims, DEVELOPMENT_KEY, algorithm="HS256")
<% else %>
    key = settings.jwt_key.get_secret_value()
    return jwt.encode(claims, key, algorithm=settings.jwt_algorithm)
<% endif %>


_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT")


async def current_principal(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
) -> Principal:
    """The caller; whoever has no valid token is refused."""
    if credentials is None:
        msg = "A bearer token is required."
        raise UnauthenticatedError(msg)
<% if jwks %>
    key = await request.app.state.token_keys.of(credentials.credentials)
    return decode(credentials.credentials, request.app.state.settings, key)
<% else %>
    return decode(credentials.credentials, request.app.state.settings)
<% endif %>


PrincipalDep = Annotated[Principal, Depends(current_principal)]
<% if roles %>


def require(*allowed: Role) -> Callable[[Principal], Awaitable[Principal]]:
    """A dependency that lets in callers with one of the roles, acting in those alone.

    It is ``async`` because FastAPI runs plain functions in a thread, once a request.
    """

    async def check(principal: PrincipalDep) -> Principal:
        acting = principal.roles.intersection(allowed)
        if not acting:
            msg = "The caller has none of the roles that may do this."
            raise ForbiddenError(msg)
        return principal.model_copy(update={"roles": acting})

    return check
<% endif %>

"""Who is calling (JSON Web Token, RFC 7519) and what they may do."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import jwt
from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict

from <{ package }>.core.config import Settings
from <{ package }>.core.errors import ForbiddenError, UnauthenticatedError

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


def decode(token: str, settings: Settings) -> Principal:
    """Check a token and read the caller from it."""
    try:
        claims = jwt.decode(
            token,
            settings.jwt_key.get_secret_value(),
            algorithms=[settings.jwt_algorithm],
            audience=settings.jwt_audience,
            issuer=settings.jwt_issuer,
            leeway=10,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
    except jwt.PyJWTError as error:
        msg = "The access token is not valid."
        raise UnauthenticatedError(msg) from error
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
    key = settings.jwt_key.get_secret_value()
    return jwt.encode(claims, key, algorithm=settings.jwt_algorithm)


_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT")


async def current_principal(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
) -> Principal:
    """The caller; whoever has no valid token is refused."""
    if credentials is None:
        msg = "A bearer token is required."
        raise UnauthenticatedError(msg)
    return decode(credentials.credentials, request.app.state.settings)


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

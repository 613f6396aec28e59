from datetime import UTC, datetime, timedelta

import re

import httpx2
import jwt
import pytest
from fastapi import FastAPI

from <{ package }>.core.config import Settings
from <{ package }>.core.issuer import DEVELOPMENT_KEY
from <{ package }>.core.security import Role
from tests.conftest import As

OPERATIONS = [
<% for resource in resources %>
<% for operation in resource.operations %>
    (<{ operation.method|py_string }>, <{ operation.example_path|py_string }>),
<% endfor %>
<% endfor %>
]
<% if resources %>
METHOD, PATH = OPERATIONS[0]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
async def test_no_operation_is_open(client: httpx2.AsyncClient, method: str, path: str) -> None:
    response = await client.request(method, path)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.headers["content-type"] == "application/problem+json"


async def test_whatever_is_not_a_probe_asks_who_is_calling(app: FastAPI, client: httpx2.AsyncClient) -> None:
    """The document lists every route, those that somebody adds later too."""
    for path, item in app.openapi()["paths"].items():
        if path.startswith(<{ (health_path ~ "/")|py_string }>):
            continue
        for method in item:
            concrete = re.sub(r"\{[^}]*\}", "1", path)
            response = await client.request(method.upper(), concrete)
            assert response.status_code == 401, f"{method.upper()} {path} is open"

<% if roles %>


@pytest.mark.parametrize(
    ("method", "path", "role"),
    [
<% for resource in resources %>
<% for operation in resource.operations if operation.roles %>
<% set allowed = operation.roles|map(attribute="id")|list %>
        (<{ operation.method|py_string }>, <{ operation.example_path|py_string }>, None),
<% for role in roles if role.id not in allowed %>
        (<{ operation.method|py_string }>, <{ operation.example_path|py_string }>, Role.<{ role.constant }>),
<% endfor %>
<% endfor %>
<% endfor %>
    ],
)
async def test_other_roles_are_refused(
    client: httpx2.AsyncClient, as_: As, method: str, path: str, role: Role | None
) -> None:
    headers = as_("ada", *([role] if role else []))
    response = await client.request(method, path, headers=headers)
    assert response.status_code == 403
<% endif %>


async def test_an_expired_token_is_refused(client: httpx2.AsyncClient, as_: As) -> None:
    headers = as_("ada", <% if roles %>Role.<{ roles[0].constant }>, <% endif %>lifetime=timedelta(minutes=-1))
    assert (await client.request(METHOD, PATH, headers=headers)).status_code == 401


@pytest.mark.parametrize("change", [{"aud": "x"}, {"iss": "x"}, {"sub": None}, {"exp": None}, {"sub": ""}, {"sub": "x" * 256}])
async def test_wrong_claims_are_refused(
    client: httpx2.AsyncClient, settings: Settings, change: dict[str, str | None]
) -> None:
    now = datetime.now(UTC)
    right = {
        "sub": "ada",
        "iss": settings.jwt_issuer,
        "aud": settings.jwt_audience,
        "iat": now,
        "exp": now + timedelta(minutes=1),
    }
    claims = {name: value for name, value in (right | change).items() if value is not None}
    token = jwt.encode(claims, <% if jwks %>DEVELOPMENT_KEY<% else %>settings.jwt_key.get_secret_value()<% endif %>, "HS256")
    headers = {"Authorization": f"Bearer {token}"}
    assert (await client.request(METHOD, PATH, headers=headers)).status_code == 401


async def test_an_unsigned_token_is_refused(client: httpx2.AsyncClient) -> None:
    token = jwt.encode({"sub": "ada"}, None, "none")  # type: ignore[arg-type]
    headers = {"Authorization": f"Bearer {token}"}
    assert (await client.request(METHOD, PATH, headers=headers)).status_code == 401
<% endif %>

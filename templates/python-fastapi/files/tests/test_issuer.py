import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from <{ package }>.app import create_app
from <{ package }>.cli import main
from <{ package }>.core.config import Settings, get_settings
from <{ package }>.core.issuer import DEVELOPMENT_KEY, DevelopmentKey, PublishedKeys, keys_of
from <{ package }>.core.security import PrincipalDep<% if roles %>, Role<% endif %>, issue

RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_JWK = {**RSAAlgorithm.to_jwk(RSA_KEY.public_key(), as_dict=True), "kid": "rsa", "use": "sig"}
EC_JWK = {**ECAlgorithm.to_jwk(EC_KEY.public_key(), as_dict=True), "kid": "ec", "alg": "ES256"}
SHARED = {"kty": "oct", "k": "c2hhcmVkLXNlY3JldC1zaGFyZWQtc2VjcmV0LXNoYXJlZA", "kid": "oct"}

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | str


class Issuer:
    """Publishes what it is told to, and counts how often it is asked."""

    def __init__(self) -> None:
        self.url = ""
        self.asked = 0
        self.status = 200
        self.body = b""
        self.answers = threading.Event()
        self.answers.set()
        self.publish(RSA_JWK, EC_JWK)

    def publish(self, *keys: dict[str, Any]) -> None:
        self.body = json.dumps({"keys": keys}).encode()


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked += 1
            issuer.answers.wait(10)
            self.send_response(issuer.status)
            self.send_header("Content-Length", str(len(issuer.body)))
            self.end_headers()
            self.wfile.write(issuer.body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    issuer.url = f"http://127.0.0.1:{server.server_port}/keys"
    try:
        yield issuer
    finally:
        issuer.answers.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def http(issuer: Issuer, clock: Clock, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of a service that asks the issuer, with a route that tells who is calling."""
    app = create_app(settings)
    app.state.token_keys = PublishedKeys(issuer.url, timeout_s=2, max_age_s=3600, clock=clock)

    @app.get("/caller")
    async def caller(principal: PrincipalDep) -> str:
        return principal.subject

    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


def token(
    settings: Settings,
    key: Key = RSA_KEY,
    alg: str = "RS256",
    kid: str | None = "rsa",
    changes: dict[str, object] | None = None,
) -> str:
    now = datetime.now(UTC)
    claims = {
        "sub": "ada",
        "iss": settings.jwt_issuer,
        "aud": settings.jwt_audience,
        "iat": now - timedelta(minutes=5),
        "exp": now + timedelta(minutes=1),
        **(changes or {}),
    }
    return jwt.encode(claims, key, alg, headers=None if kid is None else {"kid": kid})


async def status(http: httpx2.AsyncClient, token: str) -> int:
    response = await http.get("/caller", headers={"Authorization": f"Bearer {token}"})
    if response.status_code != 200:
        assert response.headers["content-type"] == "application/problem+json"
    return response.status_code


async def test_published_keys_are_read_once(
    http: httpx2.AsyncClient, issuer: Issuer, settings: Settings
) -> None:
    tokens = [token(settings), token(settings, EC_KEY, "ES256", "ec")] * 5
    assert await asyncio.gather(*(status(http, one) for one in tokens)) == [200] * 10
    assert issuer.asked == 1


async def test_a_new_key_is_found_and_an_old_one_forgotten(
    http: httpx2.AsyncClient, issuer: Issuer, clock: Clock, settings: Settings
) -> None:
    old, new = token(settings), token(settings, EC_KEY, "ES256", "ec")
    issuer.publish(RSA_JWK)
    assert await status(http, old) == 200
    issuer.publish(EC_JWK)
    clock.now += 59
    assert await asyncio.gather(*(status(http, new) for _ in range(5))) == [401] * 5
    assert issuer.asked == 1
    clock.now += 1
    assert await asyncio.gather(*(status(http, new) for _ in range(5))) == [200] * 5
    assert await status(http, old) == 401
    assert issuer.asked == 2


async def test_keys_are_renewed_before_they_are_too_old(
    http: httpx2.AsyncClient, issuer: Issuer, clock: Clock, settings: Settings
) -> None:
    assert await status(http, token(settings)) == 200
    issuer.publish(EC_JWK)
    clock.now += 1800
    assert await status(http, token(settings)) == 401
    assert issuer.asked == 2


async def test_an_outage_is_survived_for_a_while(
    http: httpx2.AsyncClient, issuer: Issuer, clock: Clock, settings: Settings
) -> None:
    assert await status(http, token(settings)) == 200
    issuer.status = 500
    for _ in range(3):
        clock.now += 1000
        assert await status(http, token(settings)) == 200
    clock.now += 600
    assert await status(http, token(settings)) == 503
    issuer.status = 200
    clock.now += 5
    assert await status(http, token(settings)) == 200


@pytest.mark.parametrize(
    ("code", "body"),
    [
        (500, b""),
        (404, b"not here"),
        (200, b"no JSON"),
        (200, b"[]"),
        (200, b'{"keys": []}'),
        (200, b'{"keys": [1]}'),
        (200, b'{"keys": []}'.ljust(1_048_577)),
    ],
)
async def test_an_issuer_without_keys_is_unavailable(
    http: httpx2.AsyncClient, issuer: Issuer, clock: Clock, settings: Settings, code: int, body: bytes
) -> None:
    issuer.status, issuer.body = code, body
    headers = {"Authorization": f"Bearer {token(settings)}"}
    response = await http.get("/caller", headers=headers)
    assert response.status_code == 503
    assert response.json()["type"] == "urn:problem:issuer-unavailable"
    assert response.headers["Retry-After"] == "5"
    issuer.status = 200
    issuer.publish(RSA_JWK)
    assert await status(http, token(settings)) == 503
    assert issuer.asked == 1
    clock.now += 5
    assert await status(http, token(settings)) == 200


async def test_an_issuer_that_is_away_or_silent_is_unavailable(issuer: Issuer, settings: Settings) -> None:
    issuer.answers.clear()
    for url in ("http://127.0.0.1:1/keys", issuer.url):
        app = create_app(settings)
        app.state.token_keys = PublishedKeys(url, timeout_s=0.2, max_age_s=3600)

        @app.get("/caller")
        async def caller(principal: PrincipalDep) -> str:
            return principal.subject

        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
            assert await status(http, token(settings)) == 503


async def test_forged_tokens_are_refused(http: httpx2.AsyncClient, issuer: Issuer, settings: Settings) -> None:
    issuer.publish(RSA_JWK, EC_JWK, {**RSA_JWK, "kid": "enc", "use": "enc"}, SHARED)
    other = ec.generate_private_key(ec.SECP256R1())
    forged = [
        token(settings, other, "ES256", "ec"),
        token(settings, EC_KEY, "ES256", "rsa"),
        token(settings, RSA_KEY, "RS512", "rsa"),
        token(settings, RSA_KEY, "RS256", "enc"),
        token(settings, RSA_KEY, "RS256", None),
        token(settings, DEVELOPMENT_KEY, "HS256", "rsa"),
        token(settings, "shared-secret-shared-secret-shared", "HS256", "oct"),
        "no token",
    ]
    assert [await status(http, one) for one in forged] == [401] * len(forged)
    assert issuer.asked == 1


async def test_claims_are_checked_with_some_leeway(http: httpx2.AsyncClient, settings: Settings) -> None:
    now = datetime.now(UTC)
    wrong: list[dict[str, object]] = [
        {"iss": "x"},
        {"aud": "x"},
        {"exp": now - timedelta(seconds=11)},
        {"nbf": now + timedelta(minutes=1)},
    ]
    assert [await status(http, token(settings, changes=change)) for change in wrong] == [401] * len(wrong)
    assert await status(http, token(settings, changes={"exp": now - timedelta(seconds=1)})) == 200


async def test_without_an_issuer_the_development_key_counts(settings: Settings) -> None:
    assert isinstance(keys_of(settings), DevelopmentKey)
    key = await keys_of(settings).of("")
    assert key.algorithm_name == "HS256"
    signed = issue("ada", <% if roles %>[Role.<{ roles[0].constant }>], <% endif %>settings, lifetime=timedelta(minutes=1))
    assert jwt.decode(signed, key, [key.algorithm_name], audience=settings.jwt_audience)["sub"] == "ada"


def test_with_an_issuer_the_service_signs_nothing(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APP_JWT_JWKS_URL", issuer.url)
    get_settings.cache_clear()
    try:
        assert isinstance(keys_of(get_settings()), PublishedKeys)
        with pytest.raises(SystemExit, match="issuer"):
            main(["token", "--subject", "ada"<% if roles %>, "--role", <{ roles[0].id|py_string }><% endif %>])
        with pytest.raises(ValueError, match="issuer"):
            issue("ada", <% if roles %>[], <% endif %>get_settings(), lifetime=timedelta(minutes=1))
    finally:
        get_settings.cache_clear()

<% set listed_origins = decided.browser_access == "listed-origins" and not later.browser_access %>
import pytest
from pydantic import HttpUrl, SecretStr, ValidationError

from <{ package }>.core.broker import access
from <{ package }>.core.config import Settings


<% if jwks %>
@pytest.mark.parametrize("url", [None, "http://issuer.example.com/keys"])
def test_production_wants_the_keys_of_an_issuer_over_tls(url: str | None) -> None:
    with pytest.raises(ValidationError, match="APP_JWT_JWKS_URL"):
        Settings.model_validate({"environment": "production", "jwt_jwks_url": url})


<% elif jwt %>
def test_production_refuses_the_development_key() -> None:
    with pytest.raises(ValidationError, match="APP_JWT_KEY"):
        Settings(environment="production")


<% endif %>
<% if uses.entities %>
def test_production_refuses_sqlite() -> None:
    with pytest.raises(ValidationError, match="PostgreSQL"):
        Settings(
            environment="production",
<% if jwks %>
            jwt_jwks_url=HttpUrl("https://issuer.example.com/keys"),
<% elif jwt %>
            jwt_key=SecretStr("k" * 32),
<% endif %>
            database_url=SecretStr("sqlite+aiosqlite://"),
        )


<% endif %>
<% if listed_origins %>
@pytest.mark.parametrize("origin", ["*", "https://*.example.com", "shop.example.com", "https://a.example.com/"])
def test_origins_are_listed_one_by_one(origin: str) -> None:
    with pytest.raises(ValidationError, match="cors_origins"):
        Settings.model_validate({"cors_origins": [origin]})


<% endif %>
<% if uses.entities or jwt and not jwks %>
def test_secrets_are_not_shown() -> None:
    secret = "s3cret-" + "x" * 32
    settings = Settings.model_validate({<% if uses.entities %>"database_url": f"postgresql+asyncpg://u:{secret}@db/x"<% if jwt and not jwks %>, <% endif %><% endif %><% if jwt and not jwks %>"jwt_key": secret<% endif %>})
    assert secret not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


<% endif %>
<% if flow.broker or neighbours %>
COMPLETE: dict[str, object] = {
    "environment": "production",
<% if jwks %>
    "jwt_jwks_url": "https://issuer.example.com/keys",
<% elif jwt %>
    "jwt_key": "k" * 32,
<% endif %>
<% if uses.entities %>
    "database_url": "postgresql+asyncpg://db.example.com/service",
<% endif %>
<% if flow.broker %>
    "broker_url": "<% if flow.broker == "kafka" %>kafka.example.com:9092<% else %>amqps://broker.example.com<% endif %>",
<% endif %>
<% for neighbour in neighbours %>
    "<{ neighbour.ident }>_base_url": "https://<{ neighbour.id }>.example.com",
<% endfor %>
}


@pytest.mark.parametrize(
    "missing", [<% if flow.broker %>"broker_url", <% endif %><% for neighbour in neighbours %>"<{ neighbour.ident }>_base_url", <% endfor %>]
)
def test_production_wants_the_addresses_of_others(missing: str) -> None:
    Settings.model_validate(COMPLETE)
    given = {name: value for name, value in COMPLETE.items() if name != missing}
    with pytest.raises(ValidationError, match=f"APP_{missing.upper()}"):
        Settings.model_validate(given)


<% endif %>
<% if flow.broker == "kafka" %>
def test_accounts_of_the_broker_are_used_where_it_wants_them() -> None:
    assert access(Settings())["security_protocol"] == "PLAINTEXT"
    secure = access(Settings(broker_security="SASL_SSL", broker_username="ada", broker_password=SecretStr("x")))
    assert (secure["sasl_plain_username"], secure["sasl_plain_password"]) == ("ada", "x")
    assert "ssl_context" in secure


<% endif %>
def test_the_environment_overrides_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_LOG_LEVEL", "DEBUG")
    assert Settings().log_level == "DEBUG"


def test_unknown_levels_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_LOG_LEVEL", "LOUD")
    with pytest.raises(ValidationError, match="log_level"):
        Settings()

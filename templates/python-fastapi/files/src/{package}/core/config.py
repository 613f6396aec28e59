<% set rate_limited = decided.rate_limiting == "in-service" and not later.rate_limiting %>
<% set listed_origins = decided.browser_access == "listed-origins" and not later.browser_access %>
"""Settings, read once from the environment (prefix ``APP_``) and checked before the service starts."""

from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, PositiveInt, SecretStr, StringConstraints, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

<% if jwt and not jwks %>
DEVELOPMENT_KEY = "local-development-only-key-change-me"
<% endif %>


<% if listed_origins %>
# A scheme, a host and where it is not the usual one a port; no path, and never all origins.
Origin = Annotated[str, StringConstraints(pattern=r"^https?://[a-z0-9.-]+(:[0-9]+)?$")]
<% endif %>


class Settings(BaseSettings):
    """Everything that differs from one deployment to the next."""

    model_config = SettingsConfigDict(env_prefix="APP_", env_file=".env", extra="ignore", frozen=True)

    environment: Literal["local", "test", "staging", "production"] = "local"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "console"] = "json"
    max_body_bytes: PositiveInt = Field(default=1_048_576, description="Largest request body")
    shutdown_timeout_s: PositiveInt = Field(default=20, description="Time for requests in flight")
<% if rate_limited %>
    rate_limit_per_minute: PositiveInt = Field(default=600, description="Requests of one caller")
<% endif %>
<% if listed_origins %>
    cors_origins: tuple[Origin, ...] = Field(default=(), description="Pages that may call from a browser")
<% endif %>
<% if uses.entities %>

    database_url: SecretStr = SecretStr(<{ ("sqlite+aiosqlite:///./" ~ service.name ~ ".db")|py_string }>)
    database_pool_size: PositiveInt = 10
    database_pool_timeout_s: PositiveInt = 5
    database_statement_timeout_ms: PositiveInt = 5_000
<% endif %>
<% if idempotent %>
    idempotency_hours: PositiveInt = Field(default=24, description="How long keys are remembered")
<% endif %>
<% if jwks %>

    jwt_jwks_url: HttpUrl | None = Field(default=None, description="Where the issuer publishes its keys")
    jwt_jwks_timeout_s: PositiveInt = Field(default=3, description="Time for reading the keys")
    jwt_jwks_max_age_s: int = Field(default=3_600, ge=120, description="How long keys are believed")
<% elif jwt %>

    jwt_algorithm: Literal["HS256", "RS256", "ES256", "EdDSA"] = "HS256"
    jwt_key: SecretStr = Field(
        default=SecretStr(DEVELOPMENT_KEY), description="Shared secret or public key of the issuer"
    )
<% endif %>
<% if jwt %>
    jwt_issuer: str = <{ service.name|py_string }>
    jwt_audience: str = <{ service.name|py_string }>
<% endif %>
<% if uses.entities or jwt %>

    @model_validator(mode="after")
    def _refuse_development_defaults(self) -> Self:
        deployed = self.environment in {"staging", "production"}
<% if jwks %>
        if deployed and (self.jwt_jwks_url is None or self.jwt_jwks_url.scheme != "https"):
            msg = "APP_JWT_JWKS_URL must be set, with https, outside local environments"
            raise ValueError(msg)
<% elif jwt %>
        if deployed and self.jwt_key.get_secret_value() == DEVELOPMENT_KEY:
            msg = "APP_JWT_KEY must be set outside local environments"
            raise ValueError(msg)
<% endif %>
<% if uses.entities %>
        if deployed and self.database_url.get_secret_value().startswith("sqlite"):
            msg = "APP_DATABASE_URL must point to PostgreSQL outside local environments"
            raise ValueError(msg)
<% endif %>
        return self
<% endif %>


@lru_cache
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()

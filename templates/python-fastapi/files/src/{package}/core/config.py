<% set rate_limited = decided.rate_limiting == "in-service" and not later.rate_limiting %>
<% set listed_origins = decided.browser_access == "listed-origins" and not later.browser_access %>
"""Settings, read once from the environment (prefix ``APP_``) and checked before the service starts."""

from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, PositiveFloat, PositiveInt, SecretStr, StringConstraints, model_validator
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
    request_timeout_s: PositiveInt = Field(default=15, description="Time for one request")
    keep_alive_s: PositiveInt = Field(default=75, description="Time that an idle connection is kept")
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
<% if flow.broker %>

    broker_url: SecretStr = SecretStr(<% if flow.broker == "kafka" %>"localhost:9092"<% else %>"amqp://guest:guest@localhost:5672/"<% endif %>)
<% if flow.broker == "kafka" %>
    broker_security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    broker_username: str = ""
    broker_password: SecretStr = SecretStr("")
<% endif %>
    broker_timeout_s: PositiveInt = 5
<% endif %>
<% if flow.relay or flow.consumes or decided.background_work == "separate-process" and not later.background_work %>
    worker_metrics_port: int = Field(default=9102, ge=0, description="Where the worker shows metrics")
<% endif %>
<% if flow.relay %>
    events_address: str = Field(default=<{ (service.name ~ ".events")|py_string }>, description="<% if flow.broker == "kafka" %>Topic<% else %>Exchange<% endif %> of the events")
    relay_batch: PositiveInt = Field(default=100, description="Events of one transaction")
    relay_pause_s: PositiveFloat = Field(default=1.0, description="Pause while nothing waits")
    relay_attempts: PositiveInt = Field(default=10, description="Until an event is set aside")
    relay_retry_s: PositiveFloat = Field(default=2.0, description="Pause after the first failure")
    outbox_keep_hours: PositiveInt = Field(default=72, description="How long sent events are kept")
<% endif %>
<% if flow.consumes %>
<% for source in sources %>
    <{ source.ident }>_events: str = Field(default=<{ (source.id ~ ".events")|py_string }>, description=<{ ("Where the events of " ~ source.title ~ " are told")|py_string }>)
<% endfor %>
    inbox_address: str = Field(default=<{ (service.name ~ ".inbox")|py_string }>, description="<% if flow.broker == "kafka" %>Consumer group<% else %>Queue<% endif %> of this service")
    dead_address: str = Field(default=<{ (service.name ~ ".dead")|py_string }>, description="<% if flow.broker == "kafka" %>Topic<% else %>Queue<% endif %> of what could not be handled")
    consumer_attempts: PositiveInt = Field(default=5, description="Until an event is set aside")
    consumer_retry_s: PositiveFloat = Field(default=1.0, description="Pause after the first failure")
    handler_timeout_s: PositiveInt = Field(default=30, description="Time for one event")
<% if flow.inbox %>
    inbox_keep_hours: PositiveInt = Field(default=720, description="How long handled events are known")
<% endif %>
<% endif %>
<% for neighbour in neighbours %>

    <{ neighbour.ident }>_base_url: HttpUrl = HttpUrl("http://localhost:9000")
    <{ neighbour.ident }>_timeout_ms: PositiveInt = <{ neighbour.timeout_ms }>
    <{ neighbour.ident }>_retries: int = Field(default=<{ neighbour.retries }>, ge=0, le=10)
<% endfor %>
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
<% if flow.consumes %>

    @property
    def sources(self) -> dict[str, tuple[str, ...]]:
        """The types of events that are heard, by where they are told."""
        return {
<% for source in sources %>
            self.<{ source.ident }>_events: (<% for event in source.events %><{ event|py_string }>, <% endfor %>),
<% endfor %>
        }
<% endif %>
<% if uses.entities or jwt or flow.broker or neighbours %>

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
<% if flow.broker %>
        if deployed and "broker_url" not in self.model_fields_set:
            msg = "APP_BROKER_URL must be set outside local environments"
            raise ValueError(msg)
<% endif %>
<% for neighbour in neighbours %>
        if deployed and <{ (neighbour.ident ~ "_base_url")|py_string }> not in self.model_fields_set:
            msg = "APP_<{ neighbour.ident|upper }>_BASE_URL must be set outside local environments"
            raise ValueError(msg)
<% endfor %>
        return self
<% endif %>


@lru_cache
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()

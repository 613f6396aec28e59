"""Entry point of the server: ``uvicorn --factory <{ package }>.asgi:build``."""

from fastapi import FastAPI

from <{ package }>.app import create_app
from <{ package }>.core.config import get_settings
from <{ package }>.core.logging import configure_logging
from <{ package }>.core.telemetry import prepare_telemetry


def build() -> FastAPI:
    """The application of this process, with its logs set up."""
    settings = get_settings()
    configure_logging(settings)
<% if decided.tracing == "opentelemetry" and not later.tracing %>
    prepare_telemetry()
<% endif %>
    return create_app(settings)

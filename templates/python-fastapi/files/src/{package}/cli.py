<% set works = decided.background_work == "separate-process" and not later.background_work %>
"""Command line: serve<% if uses.entities %>, migrate<% endif %><% if idempotent %>, purge<% endif %><% if works %>, work<% endif %><% if flow.relay %>, relay<% endif %><% if flow.consumes %>, consume<% endif %><% if jwt %>, token<% endif %> and openapi."""

import argparse
import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path

import uvicorn
from alembic import command
from alembic.config import Config

from <{ package }>.app import create_app
from <{ package }>.core.config import get_settings
from <{ package }>.core.idempotency import purge
from <{ package }>.core.security import Role, issue
from <{ package }>.core.worker import run


def _serve(args: argparse.Namespace) -> None:
    uvicorn.run(
        "<{ package }>.asgi:build",
        factory=True,
        host=args.host,
        port=args.port,
        access_log=False,
        log_config=None,
        timeout_keep_alive=get_settings().keep_alive_s,
        timeout_graceful_shutdown=get_settings().shutdown_timeout_s,
    )


<% if uses.entities %>
def _migrate(args: argparse.Namespace) -> None:
    command.upgrade(Config(toml_file=Path("pyproject.toml")), args.revision)


<% endif %>
<% if idempotent %>
def _purge(_args: argparse.Namespace) -> None:
    removed = asyncio.run(purge(get_settings()))
    sys.stdout.write(f"{removed} expired idempotency keys removed\n")


<% endif %>
<% if works or flow.relay or flow.consumes %>
def _work(args: argparse.Namespace) -> None:
    asyncio.run(run(get_settings(), *args.parts))


<% endif %>
<% if jwt %>
def _token(args: argparse.Namespace) -> None:
    lifetime = timedelta(minutes=args.minutes)
<% if jwks %>
    if get_settings().jwt_jwks_url is not None:
        sys.exit("The issuer behind APP_JWT_JWKS_URL signs the tokens.")
<% endif %>
    token = issue(args.subject, <% if roles %>args.role, <% endif %>get_settings(), lifetime=lifetime)
    sys.stdout.write(f"{token}\n")


<% endif %>
def _openapi(_args: argparse.Namespace) -> None:
    sys.stdout.write(json.dumps(create_app().openapi(), indent=2) + "\n")


def main(argv: list[str] | None = None) -> None:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(prog=<{ service.name|py_string }>)
    commands = parser.add_subparsers(required=True)

    serve = commands.add_parser("serve", help="run the HTTP server")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)

<% if uses.entities %>
    migrate = commands.add_parser("migrate", help="bring the database to the newest schema")
    migrate.add_argument("revision", nargs="?", default="head")
    migrate.set_defaults(run=_migrate)

<% endif %>
<% if idempotent %>
    expired = commands.add_parser("purge", help="remove idempotency keys that have expired")
    expired.set_defaults(run=_purge)

<% endif %>
<% if works %>
    work = commands.add_parser("work", help="do everything that runs beside the requests")
    work.set_defaults(run=_work, parts=(<% if flow.relay %>"relay", <% endif %><% if flow.consumes %>"consume", <% endif %>"jobs",))

<% endif %>
<% if flow.relay %>
    relay = commands.add_parser("relay", help="hand events from the outbox to the broker")
    relay.set_defaults(run=_work, parts=("relay",))

<% endif %>
<% if flow.consumes %>
    consume = commands.add_parser("consume", help="handle the events of other services")
    consume.set_defaults(run=_work, parts=("consume",))

<% endif %>
<% if jwt %>
    token = commands.add_parser("token", help="sign a token for development")
    token.add_argument("--subject", required=True)
<% if roles %>
    token.add_argument("--role", action="append", type=Role, required=True, choices=list(Role))
<% endif %>
    token.add_argument("--minutes", type=int, default=60)
    token.set_defaults(run=_token)

<% endif %>
    openapi = commands.add_parser("openapi", help="print the OpenAPI document")
    openapi.set_defaults(run=_openapi)

    args = parser.parse_args(argv)
    args.run(args)

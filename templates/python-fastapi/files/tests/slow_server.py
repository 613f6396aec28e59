"""The server as it runs in production, with one route that takes a while: ``python -m tests.slow_server``."""

import asyncio
import sys

from fastapi import FastAPI

from unittest.mock import patch

from <{ package }>.app import create_app
from <{ package }>.cli import main
from <{ package }>.core.config import Settings


def slow(settings: Settings | None = None) -> FastAPI:
    app = create_app(settings)

    @app.get("/slow")
    async def wait() -> str:
        await asyncio.sleep(1.5)
        return "done"

    return app


if __name__ == "__main__":
    with patch("<{ package }>.asgi.create_app", slow):
        main(["serve", "--port", sys.argv[1]])

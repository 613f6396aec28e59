"""Has the process started, is it up, and can it take requests?"""

import asyncio
from pathlib import Path
from typing import Literal

from alembic.config import Config
from alembic.script import ScriptDirectory
from fastapi import APIRouter, Request, Response, status
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

READY_TIMEOUT_S = 2
router = APIRouter(prefix=<{ health_path|py_string }>, tags=["health"])


class Health(BaseModel):
    """The state of the service."""

    status: Literal["ok", "unavailable"]


@router.get("/live")
async def live() -> Health:
    """Tell that the process is up."""
    return Health(status="ok")


<% if uses.entities %>
class Schema:
    """The migrations that this release knows, in the order in which they are made."""

    def __init__(self) -> None:
        """Read them from the files beside the service."""
        scripts = ScriptDirectory.from_config(Config(toml_file=Path("pyproject.toml")))
        self.newest = scripts.get_current_head()
        self._known = {script.revision for script in scripts.walk_revisions()}

    def allows(self, revision: str | None) -> bool:
        """Tell whether the database is as new as this release, or newer: a rollout migrates first."""
        return revision == self.newest or (revision is not None and revision not in self._known)


@router.get("/ready", responses={503: {"model": Health, "description": "The database is away or not migrated"}})
async def ready(request: Request, response: Response) -> Health:
    """Tell whether the service can take requests."""
    if await _is_ready(request):
        request.app.state.started = True
        return Health(status="ok")
    response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return Health(status="unavailable")


@router.get("/startup", responses={503: {"model": Health, "description": "The service was not ready yet"}})
async def startup(request: Request, response: Response) -> Health:
    """Tell whether the service has been ready since it was started."""
    if request.app.state.started:
        return Health(status="ok")
    return await ready(request, response)


async def _is_ready(request: Request) -> bool:
    state = request.app.state
    try:
        async with asyncio.timeout(READY_TIMEOUT_S), state.engine.connect() as connection:
            revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    except (SQLAlchemyError, OSError):
        return False
    schema: Schema = state.schema
    return schema.allows(revision)
<% else %>
@router.get("/ready")
async def ready() -> Health:
    """Tell whether the service can take requests: it depends on nothing."""
    return Health(status="ok")


@router.get("/startup")
async def startup() -> Health:
    """Tell whether the service has started: it waits for nothing."""
    return Health(status="ok")
<% endif %>

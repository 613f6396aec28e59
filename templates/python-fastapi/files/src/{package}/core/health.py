"""Is the process up, and can it take requests?"""

import asyncio
from typing import Literal

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
@router.get("/ready", responses={503: {"model": Health, "description": "The database is away"}})
async def ready(request: Request, response: Response) -> Health:
    """Tell whether the service can take requests."""
    try:
        async with asyncio.timeout(READY_TIMEOUT_S), request.app.state.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError, TimeoutError):
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return Health(status="unavailable")
    return Health(status="ok")
<% else %>
@router.get("/ready")
async def ready() -> Health:
    """Tell whether the service can take requests: it depends on nothing."""
    return Health(status="ok")
<% endif %>

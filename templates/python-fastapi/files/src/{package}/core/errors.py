"""Every failure as a problem document (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

import structlog
from fastapi import FastAPI, Request
from fastapi import status as codes
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

<% if uses.entities %>
from <{ package }>.core.database import Base
<% endif %>

MEDIA_TYPE = "application/problem+json"
# The types of problems that callers can tell apart, by status: they never change.
KINDS = {
<% if jwt %>
    codes.HTTP_401_UNAUTHORIZED: ("unauthenticated",),
    codes.HTTP_403_FORBIDDEN: ("forbidden",),
<% endif %>
<% if resources %>
    codes.HTTP_404_NOT_FOUND: ("not-found",),
    codes.HTTP_409_CONFLICT: ("conflict"<% if uses.versions %>, "concurrent-update"<% endif %><% if idempotent %>, "idempotency-key-in-use"<% endif %>,),
<% endif %>
<% if uses.versions %>
    codes.HTTP_412_PRECONDITION_FAILED: ("precondition-failed",),
<% endif %>
    codes.HTTP_422_UNPROCESSABLE_CONTENT: ("validation-error"<% if uses.lists or uses.computed %>, "unprocessable"<% endif %><% if uses.writes %>, "refused"<% endif %><% if idempotent %>, "idempotency-key-reused"<% endif %>,),
<% if decided.rate_limiting == "in-service" and not later.rate_limiting %>
    codes.HTTP_429_TOO_MANY_REQUESTS: ("too-many-requests",),
<% endif %>
}
logger = structlog.get_logger(__name__)


class Problem(BaseModel):
    """What went wrong, for programs and for people."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(default="about:blank", examples=["urn:problem:not-found"])
    title: str
    status: int = Field(ge=400, le=599)
    detail: str | None = None
    instance: str | None = None
    request_id: str | None = None


class ProblemError(Exception):
    """A failure that is part of the contract; subclasses say which."""

    status: ClassVar[int]
    slug: ClassVar[str]
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self, detail: str, headers: Mapping[str, str] | None = None, **extra: object
    ) -> None:
        """What happened, with further headers and members of the problem document."""
        super().__init__(detail)
        self.detail = detail
        self.more_headers = headers or {}
        self.extra = extra


<% if jwt %>
class UnauthenticatedError(ProblemError):
    """Nobody knows who is calling."""

    status, slug = codes.HTTP_401_UNAUTHORIZED, "unauthenticated"
    headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": <{ ('Bearer realm="' ~ service.name ~ '"')|py_string }>}


class ForbiddenError(ProblemError):
    """The caller may not do this."""

    status, slug = codes.HTTP_403_FORBIDDEN, "forbidden"


<% endif %>
<% if resources or heard %>
class NotFoundError(ProblemError):
    """It is not there, or the caller may not know of it."""

    status, slug = codes.HTTP_404_NOT_FOUND, "not-found"


<% endif %>
<% if uses.lifecycles %>
class ConflictError(ProblemError):
    """The present state does not allow this."""

    status, slug = codes.HTTP_409_CONFLICT, "conflict"


<% endif %>
<% if uses.versions %>
class PreconditionFailedError(ProblemError):
    """The caller saw another version."""

    status, slug = codes.HTTP_412_PRECONDITION_FAILED, "precondition-failed"


<% endif %>
<% if uses.writes %>
class RefusedError(ProblemError):
    """A rule of the service does not allow it."""

    status, slug = codes.HTTP_422_UNPROCESSABLE_CONTENT, "refused"


<% endif %>
<% if uses.lists or uses.computed %>
class UnprocessableError(ProblemError):
    """The request is well formed and still makes no sense."""

    status, slug = codes.HTTP_422_UNPROCESSABLE_CONTENT, "unprocessable"


<% endif %>
def responses(*failures: int) -> dict[int | str, dict[str, Any]]:
    """The entries of the OpenAPI document for these failures."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        code: {
            "description": HTTPStatus(code).phrase,
            "model": Problem,
            "content": {MEDIA_TYPE: {"schema": schema, "examples": _examples(code)}},
        }
        for code in failures
    }


def _examples(code: int) -> dict[str, Any]:
    told = {"title": HTTPStatus(code).phrase, "status": code}
    kinds = {kind: f"urn:problem:{kind}" for kind in KINDS.get(code, ())} or {"other": "about:blank"}
    return {kind: {"value": {"type": name, **told}} for kind, name in kinds.items()}


def install(app: FastAPI) -> None:
    """Answer every exception with a problem document."""
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, answer_http)
<% if uses.customs %>
    app.add_exception_handler(NotImplementedError, _not_written)
<% endif %>
<% if uses.entities %>
    app.add_exception_handler(IntegrityError, _integrity)
    app.add_exception_handler(StaleDataError, _stale)
    # asyncpg tells failures to connect as plain ConnectionError and TimeoutError
    for kind in (OperationalError, InterfaceError, PoolTimeoutError, ConnectionError, TimeoutError):
        app.add_exception_handler(kind, _unavailable)
<% endif %>
    # Inside all other middleware, which then sees an answer and not an exception.
    app.add_middleware(LastResort)


def timed_out(scope: Scope) -> JSONResponse:
    """The answer to a request that took too long."""
    return _answer(
        Request(scope),
        codes.HTTP_503_SERVICE_UNAVAILABLE,
        "timeout",
        "The request took too long.",
        {"Retry-After": "1"},
    )


def _answer(
    request: Request,
    status: int,
    slug: str | None,
    detail: str | None = None,
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, object] | None = None,
) -> JSONResponse:
    problem = Problem.model_validate(
        {
            **(extra or {}),
            "type": f"urn:problem:{slug}" if slug else "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            "instance": request.url.path,
            "request_id": getattr(request.state, "request_id", None),
        }
    )
    content = problem.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, status, headers, MEDIA_TYPE)


async def _problem(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, ProblemError):
        raise error
    headers = {**error.headers, **error.more_headers}
    return _answer(request, error.status, error.slug, error.detail, headers, error.extra)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    errors = [{"location": list(e["loc"]), "message": e["msg"], "code": e["type"]} for e in found]
    return _answer(
        request,
        codes.HTTP_422_UNPROCESSABLE_CONTENT,
        "validation-error",
        "The request is not valid.",
        extra={"errors": errors},
    )


async def answer_http(request: Request, error: Exception) -> JSONResponse:
    """Answer what the framework refuses."""
    if not isinstance(error, HTTPException):
        raise error
    headers = error.headers
    if error.status_code == codes.HTTP_405_METHOD_NOT_ALLOWED:
        headers = {**(headers or {}), "Allow": _allowed(request)}
    return _answer(request, error.status_code, None, str(error.detail), headers)


def _allowed(request: Request) -> str:
    """All methods of the path: the router knows only those of the first route that has it."""
    path = getattr(request.scope.get("route"), "path", request.url.path)
    methods = request.app.openapi()["paths"].get(path, {})
    return ", ".join(sorted(method.upper() for method in methods)) or "GET"


<% if uses.customs %>
async def _not_written(request: Request, _error: Exception) -> JSONResponse:
    return _answer(request, codes.HTTP_501_NOT_IMPLEMENTED, "not-written")


<% endif %>
<% if uses.entities %>
async def _integrity(request: Request, error: Exception) -> JSONResponse:
    """Tell which rule of the database the request breaks."""
    name = getattr(getattr(getattr(error, "orig", None), "__cause__", None), "constraint_name", None)
    tables = Base.metadata.sorted_tables
    constraints = (c for table in tables for c in <% if uses.soft %>(*table.constraints, *table.indexes)<% else %>table.constraints<% endif %>)
    match next((c for c in constraints if c.name is not None and c.name == name), None):
        case UniqueConstraint()<% if uses.soft %> | Index()<% endif %> as broken:
            fields = ", ".join(column.name for column in broken.columns)
            detail = f"Another one has the same {fields}."
        case ForeignKeyConstraint() as broken:
            fields = ", ".join(column.name for column in broken.columns)
            detail = f"{fields} refers to nothing that exists, or is still referred to."
        case CheckConstraint() as broken:
            detail = f"A value is out of its bounds ({broken.name})."
        case _:
            detail = "The request conflicts with what is stored."
    return _answer(request, codes.HTTP_409_CONFLICT, "conflict", detail)


async def _stale(request: Request, _error: Exception) -> JSONResponse:
    return _answer(
        request,
        codes.HTTP_409_CONFLICT,
        "concurrent-update",
        "Another request changed it meanwhile; read it again.",
    )


async def _unavailable(request: Request, error: Exception) -> JSONResponse:
    await logger.aerror("database unavailable", exc_info=error)
    status = codes.HTTP_503_SERVICE_UNAVAILABLE
    return _answer(request, status, "database-unavailable", headers={"Retry-After": "1"})


<% endif %>
class LastResort:
    """Answers what nobody expected, and says nothing of its cause."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception:
            if started:
                raise
            await logger.aexception("unhandled error")
            status = codes.HTTP_500_INTERNAL_SERVER_ERROR
            await _answer(Request(scope), status, "internal-error")(scope, receive, send)

"""How large a request may be; refused as a problem document, which the limit of the framework is not."""

from fastapi import Request
from fastapi import status as codes
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from <{ package }>.core.errors import answer_http


def _too_large() -> HTTPException:
    return HTTPException(codes.HTTP_413_CONTENT_TOO_LARGE, "The body is larger than is allowed.")


class BodyLimitMiddleware:
    """Refuses a body by the length that it states, or where it goes on after the limit."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        """Let in ``most`` bytes."""
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        stated = dict(scope["headers"]).get(b"content-length", b"")
        if stated.isdigit() and int(stated) > self._most:
            await (await answer_http(Request(scope), _too_large()))(scope, receive, send)
            return
        got = 0

        async def receive_counting() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self._most:
                raise _too_large()
            return message

        await self._app(scope, receive_counting, send)

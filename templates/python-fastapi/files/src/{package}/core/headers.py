"""Headers that every answer carries: a browser may read it, and do nothing else with it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

USUAL = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000",
    "x-content-type-options": "nosniff",
}
# The page that shows the documentation loads scripts; nothing else that is answered is a page.
STRICT = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'"}


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


class SecurityHeadersMiddleware:
    """Adds the headers; plain ASGI, so that errors carry them, too."""

    def __init__(self, app: ASGIApp, page: str) -> None:
        """Leave scripts to the ``page`` of the documentation."""
        self._app = app
        self._page = page
        self._usual = _raw(USUAL)
        self._strict = _raw(USUAL | STRICT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        more = self._usual if scope["path"] == self._page else self._strict

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *more]
            await send(message)

        await self._app(scope, receive, send_with_headers)

"""Request ids, the access log and Prometheus metrics, in one ASGI middleware."""

import asyncio
import re
import time

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.pool import Pool, QueuePool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from <{ package }>.core.clients import deadline
from <{ package }>.core.errors import timed_out
from <{ package }>.core.ids import uuid7

QUIET = (<{ (health_path ~ "/")|py_string }>, "/metrics")
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
access = structlog.get_logger(<{ (package ~ ".access")|py_string }>)


class Metrics:
    """Rate, errors and duration of requests, by route."""

    def __init__(self) -> None:
        """Give every application its own registry."""
        self.registry = CollectorRegistry(auto_describe=True)
        self.requests = Counter(
            "http_requests_total",
            "HTTP requests.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.latency = Histogram(
            "http_request_duration_seconds",
            "Duration of HTTP requests.",
            ("method", "route"),
            registry=self.registry,
            buckets=(<{ bounds|join(", ") }>),
        )
        self.in_flight = Gauge(
            "http_requests_in_flight", "HTTP requests being served.", registry=self.registry
        )

<% if uses.entities %>
    def watch(self, pool: Pool) -> None:
        """Show the connections of a pool whenever the metrics are read."""
        if not isinstance(pool, QueuePool):
            return
        connections = Gauge(
            "database_pool_connections", "Connections by state.", ("state",), registry=self.registry
        )
        connections.labels("in_use").set_function(pool.checkedout)
        connections.labels("idle").set_function(pool.checkedin)
        size = Gauge("database_pool_size", "Most connections.", registry=self.registry)
        size.set_function(pool.size)

<% endif %>
    def render(self) -> Response:
        """Give the metrics in the text format of Prometheus."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)


class ObservabilityMiddleware:
    """Wraps every request; plain ASGI, so that context variables reach the routes."""

    def __init__(self, app: ASGIApp, metrics: Metrics, timeout_s: float) -> None:
        """Count into ``metrics``; end what takes longer than ``timeout_s``."""
        self._app = app
        self._metrics = metrics
        self._timeout_s = timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request under an id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        supplied = Headers(scope=scope).get("x-request-id", "")
        request_id = supplied if _SAFE_ID.fullmatch(supplied) else str(uuid7())
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        started = time.perf_counter()
        with self._metrics.in_flight.track_inprogress():
            try:
                await self._bounded(scope, receive, send_with_id)
            finally:
                self._record(scope, status, time.perf_counter() - started)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """End a request that takes too long; what it changed is rolled back."""
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
<% if neighbours %>
            with deadline(self._timeout_s):
                async with asyncio.timeout(self._timeout_s) as limit:
                    await self._app(scope, receive, noting)
<% else %>
            async with asyncio.timeout(self._timeout_s) as limit:
                await self._app(scope, receive, noting)
<% endif %>
        except TimeoutError:
            if begun or not limit.expired():
                raise
            await timed_out(scope)(scope, receive, send)

    def _record(self, scope: Scope, status: int, elapsed: float) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        self._metrics.requests.labels(method, route, str(status)).inc()
        self._metrics.latency.labels(method, route).observe(elapsed)
        if not scope["path"].startswith(QUIET):
            access.info(
                "request",
                method=method,
                route=route,
                path=scope["path"],
                status=status,
                duration_ms=round(elapsed * 1000, 2),
            )

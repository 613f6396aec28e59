"""Calls of other services: each bounded in time<% if decided.outgoing_calls != "timeouts-only" and decided.outgoing_calls != "service-mesh" %>, repeated where that is safe<% endif %><% if decided.outgoing_calls == "circuit-breaker" %>, and given up during an outage<% endif %>.

No call outlasts the request that it is made for: ``deadline`` is when its caller stops waiting.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import httpx2
import structlog
from fastapi import status as codes
from opentelemetry import propagate, trace
from prometheus_client import CollectorRegistry, Counter, Histogram
from pydantic import TypeAdapter, ValidationError

from <{ package }>.core.errors import ProblemError
from <{ package }>.core.pauses import pause

<% set retries = decided.outgoing_calls in ["timeouts-and-retries", "circuit-breaker"] %>
<% set breaker = decided.outgoing_calls == "circuit-breaker" %>
<% set traced = decided.tracing == "opentelemetry" and not later.tracing %>
Answer = TypeVar("Answer")
<% if retries %>
# A second arrival of these changes nothing (RFC 9110), nor does one that carries an Idempotency-Key.
REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
PASSING = frozenset({429, 502, 503, 504})
FIRST_PAUSE_S = 0.05
MOST_PAUSE_S = 2.0
<% endif %>
<% if breaker %>
FAILURES_TO_OPEN = 5
OPEN_S = 15.0
<% endif %>
logger = structlog.get_logger(__name__)
<% if traced %>
tracer = trace.get_tracer(__name__)
<% endif %>
_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let no call that is made in here last longer."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


class NeighbourUnavailableError(ProblemError):
    """Another service gave no answer in time; callers may try again."""

    status, slug = codes.HTTP_503_SERVICE_UNAVAILABLE, "neighbour-unavailable"
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": "1"}


class NeighbourAnswerError(ProblemError):
    """Another service refused the call, or its answer has another shape than agreed."""

    status, slug = codes.HTTP_502_BAD_GATEWAY, "neighbour-answer"

    def __init__(self, neighbour: str, code: int, answer: str) -> None:
        """The status that it answered, and its words for the log."""
        super().__init__(f"{neighbour} gave an answer that cannot be used.")
        self.code = code
        self.answer = answer


@dataclass(frozen=True)
class Limits:
    """How long one attempt may take, and how often a call is repeated."""

    timeout_s: float
    retries: int


class CallMetrics:
    """Calls of other services, by service and outcome."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register them in ``registry``."""
        self.calls = Counter(
            "outgoing_requests_total",
            "Calls of other services.",
            ("neighbour", "outcome"),
            registry=registry,
        )
        self.latency = Histogram(
            "outgoing_request_duration_seconds",
            "Duration of calls, repetitions included.",
            ("neighbour",),
            registry=registry,
        )


<% if breaker %>
class Breaker:
    """Opens after some failures in a row; after a pause one call tries whether the other is back."""

    def __init__(self) -> None:
        """Begin closed."""
        self._failures = 0
        self._closed_from = 0.0

    def allows(self) -> bool:
        """Tell whether a call may be made; where it is the trial, others have to wait for its end."""
        if self._failures < FAILURES_TO_OPEN:
            return True
        if time.monotonic() < self._closed_from:
            return False
        self._closed_from = time.monotonic() + OPEN_S
        return True

    def note(self, *, success: bool) -> None:
        """Take in how a call ended."""
        self._failures = 0 if success else self._failures + 1
        if self._failures >= FAILURES_TO_OPEN:
            self._closed_from = time.monotonic() + OPEN_S


<% endif %>
class Neighbour:
    """A service that is called with JSON over HTTP."""

    def __init__(self, name: str, base_url: str, limits: Limits, metrics: CallMetrics) -> None:
        """Call what is below ``base_url``."""
        self._name = name
        self._limits = limits
        self._metrics = metrics
<% if breaker %>
        self._breaker = Breaker()
<% endif %>
        self._http = httpx2.AsyncClient(
            base_url=base_url,
            timeout=limits.timeout_s,
            limits=httpx2.Limits(max_connections=50, max_keepalive_connections=10),
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(
        self, path: str, answer: type[Answer], params: Mapping[str, str] | None = None
    ) -> Answer:
        """Read something; ``answer`` is the shape that it is held to."""
        return await self.call("GET", path, answer, params=params)

    async def post(
        self, path: str, answer: type[Answer], body: object, idempotency_key: str | None = None
    ) -> Answer:
        """Make something<% if retries %>; only with a key can it be repeated after a failure<% endif %>."""
        return await self.call("POST", path, answer, body=body, idempotency_key=idempotency_key)

    async def call(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        body: object = None,
        params: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """Call, and give the answer in its shape."""
        headers = _headers(idempotency_key)
        request = self._http.build_request(method, path, json=body, params=params, headers=headers)
        started = time.monotonic()
        outcome = "failed"
        try:
            response = await self._sent(request)
            outcome = "refused" if response.is_error else "answered"
        finally:
            self._metrics.calls.labels(self._name, outcome).inc()
            self._metrics.latency.labels(self._name).observe(time.monotonic() - started)
        if response.is_error:
            raise NeighbourAnswerError(self._name, response.status_code, response.text[:1000])
        try:
            return TypeAdapter(answer).validate_json(response.content or b"null")
        except ValidationError as error:
            raise NeighbourAnswerError(self._name, response.status_code, "other shape") from error

    async def _sent(self, request: httpx2.Request) -> httpx2.Response:
<% if breaker %>
        if not self._breaker.allows():
            raise self._unavailable(reason="circuit open")
<% endif %>
<% if traced %>
        with tracer.start_as_current_span(
            f"{request.method} {self._name}", kind=trace.SpanKind.CLIENT
        ):
            propagate.inject(request.headers)
            return await self._attempts(request)

    async def _attempts(self, request: httpx2.Request) -> httpx2.Response:
<% endif %>
<% if retries %>
        repeatable = request.method in REPEATABLE or "Idempotency-Key" in request.headers
        attempts = 1 + self._limits.retries if repeatable else 1
        for attempt in range(1, attempts + 1):
            response, reason = await self._attempt(request)
            passing = response is None or response.status_code in PASSING
<% if breaker %>
            self._breaker.note(success=not passing)
<% endif %>
            if response is not None and not passing:
                return response
            wait = pause(attempt, FIRST_PAUSE_S, MOST_PAUSE_S)
            if attempt == attempts or wait >= self._left():
                break
            await logger.ainfo("call repeated", neighbour=self._name, attempt=attempt, reason=reason)
            await asyncio.sleep(wait)
        raise self._unavailable(reason=reason)
<% else %>
        response, reason = await self._attempt(request)
        if response is None or response.status_code == codes.HTTP_503_SERVICE_UNAVAILABLE:
            raise self._unavailable(reason=reason)
        return response
<% endif %>

    async def _attempt(self, request: httpx2.Request) -> tuple[httpx2.Response | None, str]:
        try:
            async with asyncio.timeout(min(self._limits.timeout_s, self._left())):
                response = await self._http.send(request)
        except (httpx2.TransportError, TimeoutError) as error:
            return None, type(error).__name__
        return response, str(response.status_code)

    def _left(self) -> float:
        until = _deadline.get()
        return float("inf") if until is None else max(0.0, until - time.monotonic())

    def _unavailable(self, *, reason: str) -> NeighbourUnavailableError:
        logger.warning("neighbour unavailable", neighbour=self._name, reason=reason)
        return NeighbourUnavailableError(f"{self._name} gives no answer.")


def _headers(idempotency_key: str | None) -> dict[str, str]:
    headers: dict[str, Any] = {}
    if request_id := structlog.contextvars.get_contextvars().get("request_id"):
        headers["X-Request-ID"] = request_id
    if idempotency_key is not None:
        headers["Idempotency-Key"] = idempotency_key
    return headers

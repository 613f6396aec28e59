"""How many requests a caller may make; each instance of the service counts by itself."""

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from fastapi import Request
from fastapi import status as codes

from <{ package }>.core.errors import ProblemError
from <{ package }>.core.security import PrincipalDep

MINUTE_S = 60.0
# The callers that are remembered; whoever was not heard of for longest is forgotten first.
MOST_CALLERS = 10_000


class TooManyRequestsError(ProblemError):
    """The caller asks more often than is allowed."""

    status, slug = codes.HTTP_429_TOO_MANY_REQUESTS, "too-many-requests"


class RateLimits:
    """Lets each caller make a minute's requests at once, and then as many as time frees again."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow so many; ``clock`` counts seconds."""
        self._interval = MINUTE_S / per_minute
        self._clock = clock
        # When all that a caller has used is free again.
        self._free_at: OrderedDict[str, float] = OrderedDict()

    def take(self, caller: str) -> float:
        """Count a request; gives the seconds to wait where it is one too many."""
        now = self._clock()
        free_at = max(now, self._free_at.pop(caller, now))
        wait = free_at + self._interval - now - MINUTE_S
        # What time adds up to is rounded in its last place.
        if wait <= self._interval / 1000:
            free_at += self._interval
            wait = 0.0
        self._free_at[caller] = free_at
        if len(self._free_at) > MOST_CALLERS:
            self._free_at.popitem(last=False)
        return wait


async def limited(request: Request<% if jwt %>, principal: PrincipalDep<% endif %>) -> None:
    """Refuse callers that ask too often."""
    limits: RateLimits = request.app.state.rate_limits
<% if jwt %>
    wait = limits.take(principal.subject)
<% else %>
    wait = limits.take(request.client.host if request.client else "")
<% endif %>
    if wait > 0:
        msg = "The caller asks more often than is allowed."
        raise TooManyRequestsError(msg, headers={"Retry-After": str(ceil(wait))})

"""Pauses between attempts, and pauses that end when the process is told to stop."""

import asyncio
import random
from contextlib import suppress

_spread = random.SystemRandom()


def pause(failures: int, first_s: float, most_s: float = 300.0) -> float:
    """Seconds to wait after so many failures in a row: twice as long each time, and spread by chance."""
    return min(most_s, first_s * 2.0 ** min(failures - 1, 30)) * _spread.uniform(0.5, 1.0)
<% if flow.relay or flow.consumes or decided.background_work == "separate-process" and not later.background_work %>


async def sleep_until(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until ``stop`` is set."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
<% endif %>

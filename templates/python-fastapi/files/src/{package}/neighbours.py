"""The services that this one calls. What is called of them is written where it is needed, with its shape."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from prometheus_client import CollectorRegistry

from <{ package }>.core.clients import CallMetrics, Limits, Neighbour
from <{ package }>.core.config import Settings

<% for neighbour in neighbours %>

class <{ neighbour.class }>(Neighbour):
    """<{ (neighbour.title ~ ": " ~ neighbour.purpose|trim)|sentence|py_docstring }>
<% if neighbour.fallback or neighbour.callers_see %>

<% if neighbour.fallback %>
    While it is away: <{ neighbour.fallback|trim|sentence|py_docstring }>
<% endif %>
<% if neighbour.callers_see %>
    Callers see then: <{ neighbour.callers_see|trim|sentence|py_docstring }>
<% endif %>
<% endif %>
    """

<% endfor %>

@dataclass(frozen=True)
class Neighbours:
    """One client of each."""

<% for neighbour in neighbours %>
    <{ neighbour.ident }>: <{ neighbour.class }>
<% endfor %>


@asynccontextmanager
async def neighbours(settings: Settings, registry: CollectorRegistry) -> AsyncGenerator[Neighbours]:
    """The clients, for as long as the process runs."""
    metrics = CallMetrics(registry)
    opened = Neighbours(
<% for neighbour in neighbours %>
        <{ neighbour.ident }>=<{ neighbour.class }>(
            <{ neighbour.id|py_string }>,
            str(settings.<{ neighbour.ident }>_base_url),
            Limits(settings.<{ neighbour.ident }>_timeout_ms / 1000, settings.<{ neighbour.ident }>_retries),
            metrics,
        ),
<% endfor %>
    )
    try:
        yield opened
    finally:
<% for neighbour in neighbours %>
        await opened.<{ neighbour.ident }>.close()
<% endfor %>

<% for neighbour in neighbours %>

async def _<{ neighbour.ident }>(request: Request) -> <{ neighbour.class }>:
    client: <{ neighbour.class }> = request.app.state.neighbours.<{ neighbour.ident }>
    return client

<% endfor %>

<% for neighbour in neighbours %>
<{ neighbour.class }>Dep = Annotated[<{ neighbour.class }>, Depends(_<{ neighbour.ident }>)]
<% endfor %>

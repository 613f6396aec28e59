"""What the service does when it hears of something. This file is yours: archplan does not write it again.

An event that is new in the spec is a method more in ``core.consumers.Handlers``: the types and the tests
fail until it is here.
"""

import structlog
from uuid import UUID
from sqlalchemy.ext.asyncio import AsyncSession

from <{ package }>.core.consumers import CloudEvent
from <{ package }>.core.errors import ConflictError, NotFoundError
<% for event in heard if event.transition %>
from <{ event.transition.models }> import <{ event.transition.entity.class }>
from <{ event.transition.domain }> import <{ event.transition.class }>
<% endfor %>

logger = structlog.get_logger(__name__)


class EventHandlers:
    """Each method runs in the transaction that notes its event; what it raises undoes both."""
<% for event in heard %>
<% set move = event.transition %>

    async def <{ event.ident }>(self, event: CloudEvent<% if uses.entities %>, session: AsyncSession<% endif %>) -> None:
<% if move %>
<% set one = move.entity.ident %>
        """<{ ("Move the " ~ move.entity.words ~ " that the event is about to ``" ~ move.to.value ~ "``.")|py_docstring }>"""
        <{ one }> = await session.get(<{ move.entity.class }>, <% if move.entity.key.kind.name == "uuid" %>UUID(event.subject or "")<% else %>int(event.subject or "")<% endif %>, with_for_update=True)
        target = <{ move.class }>.<{ move.to.constant }>
        if <{ one }> is None:
            msg = f"There is no <{ move.entity.words }> {event.subject}."
            raise NotFoundError(msg)
        if target not in <{ one }>.<{ move.field }>.successors:
            msg = f"<{ move.entity.a_capital }> cannot go from {<{ one }>.<{ move.field }>} to {target}."
            raise ConflictError(msg)
        <{ one }>.<{ move.field }> = target
<% if move.entity.versioned %>
        <{ one }>.row_version += 1
<% endif %>
<% else %>
        """<{ ("Note ``" ~ event.name ~ "``: nothing follows it yet.")|py_docstring }>"""
        await logger.ainfo("heard", event_type=event.type, event_id=event.id<% if uses.entities %>, in_transaction=session.in_transaction()<% endif %>)
<% endif %>
<% endfor %>

"""RabbitMQ: events leave through a topic exchange, with the type of the event as routing key."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Protocol

import aio_pika
import structlog
from aio_pika.abc import AbstractChannel, AbstractExchange, AbstractIncomingMessage
from aio_pika.exceptions import AMQPError, DeliveryError

from <{ package }>.core.config import Settings

MEDIA_TYPE = "application/cloudevents+json"
logger = structlog.get_logger(__name__)


class BrokerUnavailableError(Exception):
    """The broker is away; what was to be sent is still to be sent."""


<% if flow.relay %>
class RefusedError(Exception):
    """This message cannot be taken, now or as it is."""


<% endif %>
<% if flow.consumes %>
class Verdict(StrEnum):
    """What became of a message."""

    HANDLED = "handled"
    REJECTED = "rejected"
    # The process stops; somebody else gets the message.
    LEFT = "left"


Receive = Callable[[bytes], Awaitable[Verdict]]


<% endif %>
<% if flow.relay %>
class Publisher(Protocol):
    """Takes events to a broker."""

    async def publish(self, kind: str, subject: str, ident: str, body: bytes) -> None:
        """Come back when the broker has confirmed it."""


class RabbitPublisher:
    """Publishes with confirms; connects when it is first needed, and again after a failure."""

    def __init__(self, settings: Settings) -> None:
        """Connect to the broker of ``settings``, later."""
        self._settings = settings
        self._connection: aio_pika.abc.AbstractConnection | None = None
        self._exchange: AbstractExchange | None = None

    async def publish(self, kind: str, subject: str, ident: str, body: bytes) -> None:
        """Come back when the broker has confirmed it."""
        message = aio_pika.Message(
            body,
            content_type=MEDIA_TYPE,
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            message_id=ident,
            type=kind,
            headers={"subject": subject},
        )
        try:
            exchange = self._exchange or await self._open()
            # An event that nobody has subscribed to is confirmed and dropped.
            await exchange.publish(
                message, kind, mandatory=False, timeout=self._settings.broker_timeout_s
            )
        except DeliveryError as error:
            msg = "the broker did not take the message"
            raise RefusedError(msg) from error
        except (AMQPError, OSError, TimeoutError, RuntimeError) as error:
            await self.close()
            raise BrokerUnavailableError from error

    async def close(self) -> None:
        """Leave the broker."""
        connection, self._connection, self._exchange = self._connection, None, None
        if connection is not None:
            await connection.close()

    async def _open(self) -> AbstractExchange:
        self._connection = await _connect(self._settings)
        channel = await self._connection.channel(publisher_confirms=True)
        self._exchange = await _exchange(channel, self._settings.events_address)
        return self._exchange


@asynccontextmanager
async def publisher(settings: Settings) -> AsyncGenerator[Publisher]:
    """A publisher for as long as it is needed."""
    rabbit = RabbitPublisher(settings)
    try:
        yield rabbit
    finally:
        await rabbit.close()


<% endif %>
<% if flow.consumes %>
async def consume(
    settings: Settings, receive: Receive, stop: asyncio.Event
) -> None:
    """Hand every message to ``receive``, one after the other, until ``stop`` is set.

    What is rejected goes to the queue of dead letters. A message is acknowledged when it
    was handled; one that was under way when the process died is delivered again.
    """
    try:
        connection = await _connect(settings)
    except (AMQPError, OSError, TimeoutError) as error:
        raise BrokerUnavailableError from error
    busy = asyncio.Lock()

    async def take(message: AbstractIncomingMessage) -> None:
        async with busy:
            if stop.is_set():
                await message.nack(requeue=True)
            else:
                match await receive(message.body):
                    case Verdict.HANDLED:
                        await message.ack()
                    case Verdict.REJECTED:
                        await message.reject(requeue=False)
                    case Verdict.LEFT:
                        await message.nack(requeue=True)

    async with connection:
        try:
            queue = await _queue(await connection.channel(), settings)
            tag = await queue.consume(take)
            waits = [asyncio.ensure_future(stop.wait()), asyncio.ensure_future(connection.closed())]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
            if not stop.is_set():
                msg = "the broker closed the connection"
                raise ConnectionError(msg)
            await queue.cancel(tag)
        except (AMQPError, OSError, TimeoutError) as error:
            raise BrokerUnavailableError from error
        async with busy:
            await logger.ainfo("consumer drained")


async def _queue(channel: AbstractChannel, settings: Settings) -> aio_pika.abc.AbstractQueue:
    await channel.set_qos(prefetch_count=1)
    dead = await channel.declare_exchange(
        settings.dead_address, aio_pika.ExchangeType.FANOUT, durable=True
    )
    aside = await channel.declare_queue(
        settings.dead_address, durable=True, arguments={"x-queue-type": "quorum"}
    )
    await aside.bind(dead)
    queue = await channel.declare_queue(
        settings.inbox_address,
        durable=True,
        arguments={
            "x-queue-type": "quorum",
            "x-dead-letter-exchange": settings.dead_address,
            # A message that kills its consumer each time is set aside, too.
            "x-delivery-limit": settings.consumer_attempts,
        },
    )
    for address, kinds in settings.sources.items():
        source = await _exchange(channel, address)
        for kind in kinds:
            await queue.bind(source, kind)
    return queue


<% endif %>
async def _connect(settings: Settings) -> aio_pika.abc.AbstractConnection:
    return await aio_pika.connect(
        settings.broker_url.get_secret_value(),
        timeout=settings.broker_timeout_s,
        client_properties={"connection_name": <{ service.name|py_string }>},
    )


async def _exchange(channel: AbstractChannel, name: str) -> AbstractExchange:
    return await channel.declare_exchange(name, aio_pika.ExchangeType.TOPIC, durable=True)

"""Kafka: events leave through one topic, with the entity that they tell of as key."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any, Protocol

import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

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


class KafkaPublisher:
    """An idempotent producer; connects when it is first needed, and again after a failure."""

    def __init__(self, settings: Settings) -> None:
        """Connect to the brokers of ``settings``, later."""
        self._settings = settings
        self._producer: AIOKafkaProducer | None = None

    async def publish(self, kind: str, subject: str, ident: str, body: bytes) -> None:
        """Come back when all replicas that are in step have confirmed it."""
        headers = [
            ("content-type", MEDIA_TYPE.encode()),
            ("type", kind.encode()),
            ("id", ident.encode()),
        ]
        try:
            producer = self._producer or await self._open()
            async with asyncio.timeout(self._settings.broker_timeout_s):
                await producer.send_and_wait(
                    self._settings.events_address, body, key=subject.encode(), headers=headers
                )
        except KafkaError as error:
            if not error.retriable and not isinstance(error, ConnectionError):
                msg = f"the broker did not take the message: {type(error).__name__}"
                raise RefusedError(msg) from error
            await self.close()
            raise BrokerUnavailableError from error
        except (OSError, TimeoutError) as error:
            await self.close()
            raise BrokerUnavailableError from error

    async def close(self) -> None:
        """Leave the brokers."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await producer.stop()

    async def _open(self) -> AIOKafkaProducer:
        producer = _producer(self._settings)
        await _started(producer, self._settings)
        self._producer = producer
        return producer


@asynccontextmanager
async def publisher(settings: Settings) -> AsyncGenerator[Publisher]:
    """A publisher for as long as it is needed."""
    kafka = KafkaPublisher(settings)
    try:
        yield kafka
    finally:
        await kafka.close()


<% endif %>
<% if flow.consumes %>
async def consume(
    settings: Settings, receive: Receive, stop: asyncio.Event
) -> None:
    """Hand every message to ``receive``, one after the other, until ``stop`` is set.

    What is rejected goes to the topic of dead letters. The offset moves when a message was
    handled; one that was under way when the process died is read again.
    """
    consumer = AIOKafkaConsumer(
        *settings.sources,
        group_id=settings.inbox_address,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        **access(settings),
    )
    dead = _producer(settings)
    try:
        await _started(consumer, settings)
        await _started(dead, settings)
        while not stop.is_set():
            for messages in (await consumer.getmany(timeout_ms=200, max_records=1)).values():
                for message in messages:
                    verdict = await receive(message.value or b"")
                    if verdict is Verdict.REJECTED:
                        await dead.send_and_wait(
                            settings.dead_address, message.value, key=message.key
                        )
                    if verdict is not Verdict.LEFT:
                        await consumer.commit()
        await logger.ainfo("consumer drained")
    except (KafkaError, OSError, TimeoutError) as error:
        raise BrokerUnavailableError from error
    finally:
        await consumer.stop()
        await dead.stop()


<% endif %>
def _producer(settings: Settings) -> AIOKafkaProducer:
    return AIOKafkaProducer(acks="all", enable_idempotence=True, **access(settings))


def access(settings: Settings) -> dict[str, Any]:
    """How the brokers are reached."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.broker_url.get_secret_value(),
        "client_id": <{ service.name|py_string }>,
        "request_timeout_ms": settings.broker_timeout_s * 1000,
        "security_protocol": settings.broker_security,
    }
    if settings.broker_security.endswith("SSL"):
        options["ssl_context"] = ssl.create_default_context()
    if settings.broker_security.startswith("SASL"):
        options["sasl_mechanism"] = "SCRAM-SHA-512"
        options["sasl_plain_username"] = settings.broker_username
        options["sasl_plain_password"] = settings.broker_password.get_secret_value()
    return options


async def _started(
    client: <% if flow.consumes %>AIOKafkaConsumer | <% endif %>AIOKafkaProducer, settings: Settings
) -> None:
    try:
        async with asyncio.timeout(settings.broker_timeout_s):
            await client.start()
    except BaseException:
        await client.stop()
        raise

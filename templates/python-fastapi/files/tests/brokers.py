<% if flow.broker == "rabbitmq" %>
"""A RabbitMQ for the tests that needs no Docker and runs as root, too.

``TEST_BROKER_URL`` names a broker that is there; else ``rabbitmq-server`` is started.
"""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractExchange, AbstractQueue
from aio_pika.exceptions import DeliveryError

from <{ package }>.core.config import Settings

# The script of packages drops to an account of its own; the server behind it does not.
FOLDERS = ("/usr/lib/rabbitmq/lib/*/sbin", "/usr/lib/rabbitmq/bin", "/opt/homebrew/opt/rabbitmq/sbin")
START_S = 90
WAIT_S = 30


def server() -> str | None:
    """The program, where it is installed."""
    found = [str(path) for folder in FOLDERS for path in Path("/").glob(f"{folder[1:]}/rabbitmq-server")]
    return found[-1] if found else shutil.which("rabbitmq-server")


@contextmanager
def broker_url() -> Iterator[str]:
    """The address of a broker, for as long as it is needed."""
    if url := os.environ.get("TEST_BROKER_URL"):
        yield url
        return
    program = server()
    if program is None:
        msg = "No RabbitMQ: install rabbitmq-server, or set TEST_BROKER_URL"
        raise RuntimeError(msg)
    root = Path(tempfile.mkdtemp(prefix="rabbit-", dir="/tmp"))
    port, epmd = _free_port(), _free_port()
    (root / "plugins").write_text("[].")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(root),
        "LC_ALL": "C.UTF-8",
        "ERL_EPMD_PORT": str(epmd),
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_DIST_PORT": str(_free_port()),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(root / "plugins"),
        "RABBITMQ_LOG_BASE": str(root / "log"),
        "RABBITMQ_MNESIA_BASE": str(root / "data"),
        "RABBITMQ_NODENAME": f"test{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_PID_FILE": str(root / "pid"),
    }
    with (
        _port_mapper(epmd),
        subprocess.Popen(  # noqa: S603 - the program of the package, without a word from outside
            [program],
            env=environment,
            cwd=root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process,
    ):
        try:
            _wait_for(port, process)
            yield f"amqp://guest:guest@127.0.0.1:{port}/"
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            shutil.rmtree(root, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    msg = "RabbitMQ did not start"
    raise RuntimeError(msg)


@contextmanager
def _port_mapper(port: int) -> Iterator[None]:
    """Erlang's own, which the server would start and leave behind; without it nothing is left."""
    program = shutil.which("epmd")
    if program is None:
        yield
        return
    with subprocess.Popen([program, "-port", str(port)]) as process:  # noqa: S603 - as below
        try:
            yield
        finally:
            process.kill()
<% else %>
"""Kafka for the tests: the mock cluster of librdkafka, which speaks the protocol over real connections.

``TEST_BROKER_URL`` names brokers that are there.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from confluent_kafka import Producer

from <{ package }>.core.config import Settings

WAIT_S = 30



@contextmanager
def broker_url() -> Iterator[str]:
    """The address of a broker, for as long as it is needed."""
    if url := os.environ.get("TEST_BROKER_URL"):
        yield url
        return
    # The cluster lives as long as the producer that it was made with.
    cluster = Producer({"bootstrap.servers": "none", "test.mock.num.brokers": 1, "log_level": 0})
    broker = next(iter(cluster.list_topics(timeout=10).brokers.values()))
    yield f"{broker.host}:{broker.port}"
    cluster.flush(1)
<% endif %>


<% if flow.broker == "rabbitmq" %>
@asynccontextmanager
async def _channel(settings: Settings) -> AsyncIterator[AbstractChannel]:
    connection = await aio_pika.connect(settings.broker_url.get_secret_value(), timeout=10)
    async with connection:
        yield await connection.channel(on_return_raises=True)


async def _next(queue: AbstractQueue) -> bytes:
    async with asyncio.timeout(WAIT_S):
        while (message := await queue.get(fail=False, no_ack=True)) is None:
            await asyncio.sleep(0.02)
    return message.body


<% if flow.relay %>
@asynccontextmanager
async def listening(settings: Settings) -> AsyncIterator[Callable[[], Awaitable[bytes]]]:
    """Hear what the service tells."""
    async with _channel(settings) as channel:
        exchange = await channel.declare_exchange(
            settings.events_address, aio_pika.ExchangeType.TOPIC, durable=True
        )
        queue = await channel.declare_queue(exclusive=True)
        await queue.bind(exchange, "#")
        yield lambda: _next(queue)


<% endif %>
<% if flow.consumes %>
async def tell(settings: Settings, address: str, kind: str, body: bytes) -> None:
    """Tell an event as another service does."""
    async with _channel(settings) as channel:
        exchange = await channel.declare_exchange(address, aio_pika.ExchangeType.TOPIC, durable=True)
        # The queue is bound by the consumer; until then nobody would get it.
        async with asyncio.timeout(WAIT_S):
            while not await _is_taken(exchange, kind, body):
                await asyncio.sleep(0.05)


async def _is_taken(exchange: AbstractExchange, kind: str, body: bytes) -> bool:
    try:
        await exchange.publish(aio_pika.Message(body), kind, mandatory=True, timeout=10)
    except DeliveryError:
        return False
    return True


async def next_dead(settings: Settings) -> bytes:
    """The next message that was set aside."""
    async with _channel(settings) as channel:
        return await _next(await channel.get_queue(settings.dead_address))
<% endif %>
<% else %>
async def _hear(settings: Settings, topic: str) -> AIOKafkaConsumer:
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=settings.broker_url.get_secret_value(),
        auto_offset_reset="earliest",
    )
    await consumer.start()
    return consumer


async def _next(consumer: AIOKafkaConsumer) -> bytes:
    async with asyncio.timeout(WAIT_S):
        message = await consumer.getone()
    return bytes(message.value)


<% if flow.relay %>
@asynccontextmanager
async def listening(settings: Settings) -> AsyncIterator[Callable[[], Awaitable[bytes]]]:
    """Hear what the service tells."""
    consumer = await _hear(settings, settings.events_address)
    try:
        yield lambda: _next(consumer)
    finally:
        await consumer.stop()


<% endif %>
<% if flow.consumes %>
async def tell(settings: Settings, address: str, kind: str, body: bytes) -> None:
    """Tell an event as another service does."""
    producer = AIOKafkaProducer(bootstrap_servers=settings.broker_url.get_secret_value())
    await producer.start()
    try:
        await producer.send_and_wait(address, body, headers=[("type", kind.encode())])
    finally:
        await producer.stop()


async def next_dead(settings: Settings) -> bytes:
    """The next message that was set aside."""
    consumer = await _hear(settings, settings.dead_address)
    try:
        return await _next(consumer)
    finally:
        await consumer.stop()
<% endif %>
<% endif %>

"""A relay that is killed between publishing and marking: ``python -m tests.dying_relay``."""

import asyncio
import os
import signal

from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import async_sessionmaker

from <{ package }>.core.broker import Publisher, publisher
from <{ package }>.core.config import Settings
from <{ package }>.core.database import create_engine
from <{ package }>.core.relay import Relay, RelayMetrics


class Deadly:
    """Publishes for real, and takes the process down before it can be noted."""

    def __init__(self, real: Publisher) -> None:
        self._real = real

    async def publish(self, kind: str, subject: str, ident: str, body: bytes) -> None:
        await self._real.publish(kind, subject, ident, body)
        os.kill(os.getpid(), signal.SIGKILL)


async def main() -> None:
    settings = Settings()
    sessions = async_sessionmaker(create_engine(settings))
    async with publisher(settings) as real:
        metrics = RelayMetrics(CollectorRegistry())
        await Relay(sessions, Deadly(real), settings, metrics).send_batch()


if __name__ == "__main__":
    asyncio.run(main())

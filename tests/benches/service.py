"""How fast a generated service is, beside a hand-written one, and how soon it answers after a clone.

    python3 tests/benches/service.py throughput       # GET /{id} against a bare FastAPI endpoint with the same query
    python3 tests/benches/service.py first-answer     # from `make run` in a clean folder to the first answer

Needs what the generated services need (see tests/services/main.rs) and a built archplan, `target/release/archplan` where
`--archplan` names no other. Both servers run in one process each, on the same PostgreSQL, and take turns, so that a busy
machine slows both. Figures are printed; nothing fails.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "examples/item-catalog/spec.yaml"
PACKAGE = "item_catalog"
ROUNDS, SECONDS, CONNECTIONS = 7, 4, 8

BARE = '''
import os
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ItemRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    name: str
    description: str | None
    created_at: datetime
    updated_at: datetime


engine = create_async_engine(os.environ["APP_DATABASE_URL"])
sessions = async_sessionmaker(engine, expire_on_commit=False)
app = FastAPI()


async def session():
    async with sessions() as opened:
        yield opened


@app.get("/api/v1/items/{item_id}")
async def get_item(item_id: int, session: Annotated[AsyncSession, Depends(session)]) -> ItemRead:
    item = (await session.scalars(select(Item).where(Item.id == item_id))).one_or_none()
    if item is None:
        raise HTTPException(404)
    return item
'''

LOAD = '''
import asyncio, sys, time
host, port, path, seconds, connections = sys.argv[1], int(sys.argv[2]), sys.argv[3], float(sys.argv[4]), int(sys.argv[5])
request = f"GET {path} HTTP/1.1\\r\\nHost: {host}\\r\\n\\r\\n".encode()

async def one(until):
    reader, writer = await asyncio.open_connection(host, port)
    answers = 0
    while time.perf_counter() < until:
        writer.write(request)
        head = await reader.readuntil(b"\\r\\n\\r\\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(head.decode())
        length = next(int(line[15:]) for line in head.lower().split(b"\\r\\n") if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        answers += 1
    writer.close()
    return answers

async def main():
    begun = time.perf_counter()
    answers = await asyncio.gather(*(one(begun + seconds) for _ in range(connections)))
    print(sum(answers) / (time.perf_counter() - begun))

asyncio.run(main())
'''


def built(archplan: Path, folder: Path) -> Path:
    project = folder / "service"
    command = [archplan, "build", SPEC, "--out", project]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return project


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(address: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    sys.exit(f"no answer from {address} within {seconds:.0f} s")


def first_answer(project: Path) -> None:
    begun = time.monotonic()
    run = subprocess.Popen(["make", "--silent", "run"], cwd=project, start_new_session=True)
    try:
        wait_for("http://127.0.0.1:8000/health/ready", 300)
        print(f"first answer after `make run` in a clean folder: {time.monotonic() - begun:.1f} s (at most 60 s)")
    finally:
        os.killpg(run.pid, signal.SIGTERM)
        run.wait()


def throughput(project: Path) -> None:
    subprocess.run(["make", "--silent", "setup"], cwd=project, check=True)
    sys.path.insert(0, str(project))
    from tests.postgres import database_url  # noqa: PLC0415, the tests of the service

    (project / "bare.py").write_text(BARE)
    python = project / ".venv/bin/python"
    ports = {"generated": free_port(), "bare": free_port()}
    with database_url() as url:
        environment = os.environ | {"APP_DATABASE_URL": url, "PYTHONPATH": "src:."}
        start = lambda *arguments: subprocess.Popen([python, *arguments], cwd=project, env=environment, stdout=subprocess.DEVNULL)
        subprocess.run([python, "-m", PACKAGE, "migrate"], cwd=project, env=environment, check=True)
        quiet = ["--log-level", "warning", "--no-access-log"]
        servers = [
            start("-m", PACKAGE, "serve", "--port", str(ports["generated"])),
            start("-m", "uvicorn", "bare:app", "--port", str(ports["bare"]), *quiet),
        ]
        try:
            base = f"http://127.0.0.1:{ports['generated']}"
            wait_for(f"{base}/health/ready", 60)
            item = Request(f"{base}/api/v1/items", b'{"name": "Lamp"}', {"Content-Type": "application/json"})
            with urlopen(item) as answer:
                path = "/api/v1/items/" + str(json.load(answer)["id"])
            wait_for(f"http://127.0.0.1:{ports['bare']}{path}", 60)
            measured = {name: [] for name in ports}
            for turn in range(ROUNDS + 1):
                for name, port in ports.items():
                    load = [sys.executable, "-c", LOAD, "127.0.0.1", str(port), path, str(SECONDS), str(CONNECTIONS)]
                    rate = float(subprocess.run(load, check=True, stdout=subprocess.PIPE, text=True).stdout)
                    # The first turn warms both up.
                    measured[name] += [rate] if turn else []
        finally:
            for server in servers:
                server.terminate()
                server.wait()
    for name, rates in measured.items():
        print(f"{name:9}  {statistics.median(rates):7.0f} requests a second (median of {len(rates)} turns)")
    ratios = [ours / bare for ours, bare in zip(measured["generated"], measured["bare"], strict=True)]
    print(f"generated / bare: {statistics.median(ratios):.2f} (at least 0.90)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["throughput", "first-answer"])
    parser.add_argument("--archplan", type=Path, default=ROOT / "target/release/archplan")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        project = built(arguments.archplan.resolve(), folder)
        {"throughput": throughput, "first-answer": first_answer}[arguments.what](project)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

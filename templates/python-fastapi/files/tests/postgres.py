"""A PostgreSQL for the tests that needs no Docker and runs as root, too.

``TEST_DATABASE_URL`` names a server that is there; else one is started from ``initdb`` and ``pg_ctl``
on the PATH or in the folders of the usual packages.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
FAST = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c autovacuum=off"
)


@contextmanager
def database_url() -> Iterator[str]:
    """The address of a database, for as long as it is needed."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    user = _unprivileged_user()
    # Directly below /tmp: the path of a socket is short, and the other user must get there.
    root = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if user is not None:
        shutil.chown(root, user)
    data = str(root / "data")
    try:
        _run(root, user, initdb, "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N")
        options = f"{FAST} -k {root}"
        _run(root, user, pg_ctl, "-D", data, "-w", "-l", str(root / "log"), "-o", options, "start")
        try:
            yield f"postgresql+asyncpg://postgres@/postgres?host={root}"
        finally:
            _run(root, user, pg_ctl, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _run(folder: Path, user: str | None, *command: str) -> None:
    subprocess.run(  # noqa: S603
        command,
        check=True,
        user=user,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        timeout=60,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
    )


def _program(name: str) -> str:
    if found := shutil.which(name):
        return found
    for folder in FOLDERS:
        if programs := sorted(Path("/").glob(f"{folder[1:]}/{name}")):
            return str(programs[-1])
    msg = "No PostgreSQL: install the server, or set TEST_DATABASE_URL"
    raise RuntimeError(msg)


def _unprivileged_user() -> str | None:
    """Name an account to drop to: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None

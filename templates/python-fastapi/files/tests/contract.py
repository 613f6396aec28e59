"""Try the running service with requests made from its own OpenAPI document: ``make contract``."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from <{ package }>.core.security import Role
from tests.postgres import database_url

SERVICE = (sys.executable, "-m", <{ package|py_string }>)
SEED = "20260101"
<% if jwt %>
SUBJECT = "0198f2a0-0000-7000-8000-0000000000aa"
<% endif %>


def main(program: str, *arguments: str) -> int:
    """Run Schemathesis, which is installed at ``program``, and give back its exit code."""
<% if uses.entities %>
    with database_url() as url, tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"APP_DATABASE_URL": url, "APP_LOG_LEVEL": "ERROR"}
        _run(environment, *SERVICE, "migrate")
        with _service(environment) as address:
            return _try(program, address, environment, folder, arguments)
<% else %>
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"APP_LOG_LEVEL": "ERROR"}
        with _service(environment) as address:
            return _try(program, address, environment, folder, arguments)
<% endif %>


def _try(
    program: str, address: str, environment: dict[str, str], folder: str, arguments: tuple[str, ...]
) -> int:
    command = [program, "run", f"{address}<{ base_path }>/openapi.json", "--seed", SEED, *arguments]
    settings = environment | {"HYPOTHESIS_STORAGE_DIRECTORY": folder, "NO_COLOR": "1"}
<% if jwt %>
    settings["CONTRACT_TOKEN"] = _token(environment)
<% endif %>
    return subprocess.run(command, check=False, env=settings).returncode  # noqa: S603


<% if jwt %>
def _token(environment: dict[str, str]) -> str:
    """Sign a token for a caller who may do everything that any role may."""
<% if roles %>
    roles = [word for role in Role for word in ("--role", role.value)]
    return _run(environment, *SERVICE, "token", "--subject", SUBJECT, *roles)
<% else %>
    return _run(environment, *SERVICE, "token", "--subject", SUBJECT)
<% endif %>


<% endif %>
@contextmanager
def _service(environment: dict[str, str]) -> Iterator[str]:
    """Serve on a free port for as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([*SERVICE, "serve", "--port", str(port)], env=environment)  # noqa: S603
    try:
        _wait_for(f"{address}<{ health_path }>/live", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urlopen(address, timeout=1):  # noqa: S310
                return
        except URLError:
            time.sleep(0.1)
    msg = "The service did not start"
    raise RuntimeError(msg)


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).resolve()), *sys.argv[2:]))

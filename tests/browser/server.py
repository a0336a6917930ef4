"""The site as it runs for people: the `live` command of the Procfile in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from honcho.environ import parse_procfile

from config.folders import REPOSITORY

WAIT = 60


def command(process: str) -> str:
    return str(parse_procfile((REPOSITORY / "Procfile").read_text()).processes[process])


def database_url(database: dict[str, Any]) -> str:
    """The address of a database that Django knows, as the environment would name it."""
    user, password = quote(database["USER"]), quote(database["PASSWORD"], safe="")
    at = f"{user}:{password}@" if password else f"{user}@"
    if database["HOST"].startswith("/"):
        return f"postgres://{at}/{database['NAME']}?host={quote(database['HOST'])}"
    return f"postgres://{at}{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(process: str, log: Path, **variables: str) -> Iterator[str]:
    """Start the process on a free port, wait until it answers, give its address, end it."""
    port = free_port()
    address = f"http://localhost:{port}"
    place = {"GRANIAN_HOST": "127.0.0.1", "GRANIAN_PORT": str(port), "SITE_URL": address}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with log.open("w") as output:
        server = subprocess.Popen(
            command(process).split(),
            cwd=REPOSITORY,
            env=os.environ | {"PATH": path} | place | variables,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(address, server, log)
            yield address
        finally:
            _end(server)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/health/", timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The site does not answer at {address}:\n{log.read_text()[-3000:]}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()

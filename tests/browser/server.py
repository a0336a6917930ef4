"""The site as it runs for people: a command of the Procfile in a process of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from config import processes
from config.folders import REPOSITORY


def database_url(database: dict[str, Any]) -> str:
    """The address of a database that Django knows, as the environment would name it."""
    user, password = quote(database["USER"]), quote(database["PASSWORD"], safe="")
    at = f"{user}:{password}@" if password else f"{user}@"
    if database["HOST"].startswith("/"):
        return f"postgres://{at}/{database['NAME']}?host={quote(database['HOST'])}"
    return f"postgres://{at}{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


@contextmanager
def running(process: str, log: Path, **variables: str) -> Iterator[str]:
    """Start the process on a free port, wait until it answers, give its address, end it."""
    with running_at(processes.any_port(), process, log, **variables) as address:
        yield address


@contextmanager
def running_at(port: int, process: str, log: Path, **variables: str) -> Iterator[str]:
    with log.open("a") as output:
        server = subprocess.Popen(
            processes.commands()[process].split(),
            cwd=REPOSITORY,
            env=processes.environment(port) | variables,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(port, server, log)
        yield processes.address(port)
    finally:
        _end(server)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    try:
        processes.wait_for(port, server)
    except processes.CannotRun as reason:
        raise RuntimeError(f"{reason}\n{log.read_text()[-3000:]}") from None


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()

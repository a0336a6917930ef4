"""`make demo`: the whole site on this machine, with people in it, until Ctrl-C.

The processes are those of the Procfile; here the one that speaks ASGI serves the pages as well.
"""

import fcntl
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

import django
from django.core.management import call_command
from django.db import connections

from config import folders, leftovers, processes, services
from config.processes import CannotRun

PROCESSES = ("live", "worker", "beat")
FIRST_PORT = 8000
PORTS_TRIED = 100
GRACE = 15  # seconds a process has to finish what it is doing


class Stopped(Exception):
    """Somebody pressed Ctrl-C, closed the terminal, or ended the process."""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        with the_only_demo() as lock, the_services():
            run(prepare(), lock)
    except Stopped:
        say(
            "The demo has ended. `make demo` finds its data again; `make demo RESET=1` starts over."
        )
    except (CannotRun, services.ServiceMissing, services.ServiceFailed) as reason:
        say(str(reason))
        return 1
    return 0


@contextmanager
def the_only_demo() -> Iterator[Path]:
    """Two demos on one folder would end each other's database. A lock ends with its process."""
    path = folders.data_folder().with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(
                f"A demo of this folder already runs: {path.read_text() or 'it is just starting'}"
            ) from None
        path.write_text("")
        yield path


@contextmanager
def the_services() -> Iterator[None]:
    if leftovers.end(folders.data_folder()):
        say("Ended what a killed demo had left running.")
    if os.environ.get("RESET") == "1":
        forget()
    try:
        say("Starting PostgreSQL and Redis")
        services.start()
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        leftovers.end(folders.data_folder())
        services.stop(adopted=True)


def forget() -> None:
    say("Forgetting the data of the last demo")
    services.stop(adopted=True)
    shutil.rmtree(folders.data_folder(), ignore_errors=True)


def prepare() -> str:
    """Tables, content and people, each only where it is missing; gives the logins."""
    say("Preparing tables, content and people")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", database="owner", verbosity=0)
    call_command("load_content", verbosity=0)
    logins = io.StringIO()
    call_command("seed_demo", stdout=logins)
    connections.close_all()
    return logins.getvalue()


def run(logins: str, lock: Path) -> None:
    port = free_port(first_port())
    address = processes.address(port)
    with the_processes(port) as honcho:
        processes.wait_for(port, honcho)
        lock.write_text(f"{address}\n")
        say(f"Moments is at {address} (Ctrl-C ends it)", logins)
        honcho.wait()
        raise CannotRun("A process of the demo ended by itself; its last words are above.")


@contextmanager
def the_processes(port: int) -> Iterator[subprocess.Popen[bytes]]:
    honcho = subprocess.Popen(
        [sys.executable, "-m", "honcho", "start", "--env", os.devnull, *PROCESSES],
        cwd=folders.REPOSITORY,
        # Honcho counts its own ports from PORT, which may hold anything.
        env=processes.environment(port)
        | {"PORT": str(port)}
        | leftovers.mark(folders.data_folder()),
        start_new_session=True,
    )
    try:
        yield honcho
    finally:
        honcho.terminate()
        with suppress(subprocess.TimeoutExpired):
            honcho.wait(GRACE)


def first_port() -> int:
    wanted = os.environ.get("DEMO_PORT") or str(FIRST_PORT)
    if not wanted.isdecimal() or not 1024 <= int(wanted) <= 65535 - PORTS_TRIED:
        raise CannotRun(
            f"PORT must be a number from 1024 to {65535 - PORTS_TRIED}, not {wanted!r}."
        )
    return int(wanted)


def free_port(first: int) -> int:
    for port in range(first, first + PORTS_TRIED):
        if processes.is_free(port):
            return port
        say(f"Port {port} is taken, trying the next.")
    raise CannotRun(f"No port is free from {first} to {first + PORTS_TRIED - 1}.")


def say(*lines: str) -> None:
    print("", *lines, sep="\n", flush=True)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())

"""The site's processes, for whoever starts them here: the demo, the browser tests, the benchmarks.

Their commands stand in the Procfile and nowhere else; the deployment runs the same ones.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from honcho.environ import parse_procfile

from config.folders import REPOSITORY

WAIT = 120  # seconds until a process must answer
PORTS_TRIED = 100


class CannotRun(Exception):
    """The message says why, and what to do."""


def commands() -> dict[str, str]:
    return dict(parse_procfile((REPOSITORY / "Procfile").read_text()).processes)


def environment(port: int) -> dict[str, str]:
    """For a process of this machine alone, with the programs of this very Python in reach."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    place = {"GRANIAN_HOST": "127.0.0.1", "GRANIAN_PORT": str(port), "SITE_URL": address(port)}
    return os.environ | {"PATH": path} | place


def address(port: int) -> str:
    return f"http://localhost:{port}"


def is_free(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
        return False
    with suppress(OSError), socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return True
    return False


def any_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address(port)}/health/", timeout=5):
            return
        time.sleep(0.1)
    raise CannotRun(f"The site does not answer at {address(port)}.")

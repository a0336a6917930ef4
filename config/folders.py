"""Where the embedded services keep their data and their sockets. Needs no Django settings."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


class ServiceMissing(Exception):
    """A service cannot run here; the message says in one sentence what to do."""


class ServiceFailed(Exception):
    """A service is installed and did not start; the message holds what it said."""


def data_folder() -> Path:
    """The tests never touch the data of the demo: each has a folder of its own."""
    base = Path(os.environ.get("MOMENTS_DATA") or REPOSITORY / ".moments").resolve()
    return base / ("test" if os.environ.get("MOMENTS_ENV") == "test" else "demo")


def socket_folder() -> Path:
    """A socket's address may have 107 characters at most, so it cannot live in the data folder."""
    data = str(data_folder())
    return Path("/tmp") / f"moments-{hashlib.sha256(data.encode()).hexdigest()[:12]}"


def prepare_socket_folder(owner: int) -> Path:
    folder = socket_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, owner, -1)
    state = folder.lstat()
    if folder.is_symlink() or state.st_uid != owner or state.st_mode & 0o077:
        raise ServiceMissing(f"{folder} belongs to somebody else: remove it and try again.")
    return folder


@contextmanager
def only_one_process(name: str) -> Iterator[None]:
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

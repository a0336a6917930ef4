"""The restore drill, for real: `python -m config.drill`, or with two files, `… data.dump keys.dump`.

Takes both backups (unless they are given), restores them into a scratch database beside the site's own,
compares the policies, lets `manage.py restored` look at everything, and drops the scratch database.
Nothing of the site is touched. Needs `pg_dump` and `pg_restore` of the server's version, and a superuser:
DRILL_URL, such as postgres://postgres:…@host/moments; without it, the database of this folder.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

from config import embedded_postgres, folders, services

KEYS = "keys"
POLICIES = """
SELECT schemaname, tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies
WHERE schemaname IN ('public', 'keys') ORDER BY 1, 2, 3
"""
SPELLING = re.compile(r"::(character varying|text)(\[\])?|[()\s]")


class DrillFailed(Exception):
    """The message says what did not hold."""


def main(files: list[str]) -> int:
    try:
        with _where() as url, tempfile.TemporaryDirectory() as folder:
            data, keys = [Path(name) for name in files] or backups(url, Path(folder))
            rehearse(url, data, keys)
    except (DrillFailed, services.ServiceMissing) as reason:
        print(reason)
        return 1
    return 0


def backups(url: str, folder: Path) -> tuple[Path, Path]:
    """The data without the keys, and the keys without the data: as docs/operations.md takes them."""
    with _timed("Two backups"):
        return data_of(url, folder), keys_of(url, folder)


def data_of(url: str, folder: Path) -> Path:
    return _dumped(url, folder / "data.dump", "--exclude-schema")


def keys_of(url: str, folder: Path) -> Path:
    return _dumped(url, folder / "keys.dump", "--schema")


def _dumped(url: str, file: Path, which: str) -> Path:
    run("pg_dump", url, which, KEYS, "--file", str(file))
    return file


def rehearse(url: str, data: Path, keys: Path) -> None:
    with scratch(url) as copy:
        with _timed("Restored"):
            restore(copy, data, keys)
        if policies(copy) != policies(url):
            raise DrillFailed("The policies of the copy are not those of the site.")
        with _timed("Looked at"):
            look(copy)


def restore(url: str, *dumps: Path) -> None:
    """The data first: the policies of the keys ask functions that come with it."""
    for dump in dumps:
        run("pg_restore", url, "--exit-on-error", str(dump))


def look(url: str) -> None:
    """As the site itself would stand there, signed in as `moments`."""
    environment = os.environ | {"DATABASE_URL": as_the_site(url)}
    command = [sys.executable, "manage.py", "restored"]
    done = subprocess.run(
        command,
        cwd=folders.REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout.strip())
    if done.returncode:
        raise DrillFailed(done.stderr)


def as_the_site(url: str) -> str:
    """The same database with the user and the password that the site has."""
    own, there = services.database(), urlsplit(url)
    user = f"{quote(own['USER'])}:{quote(own['PASSWORD'], safe='')}".rstrip(":")
    return there._replace(netloc=f"{user}@{there.netloc.rpartition('@')[2]}").geturl()


@contextmanager
def scratch(url: str, *, template: str = "") -> Iterator[str]:
    """A database beside the site's own: empty, or a copy of another scratch."""
    name = f"moments_drill_{os.getpid()}_{secrets.token_hex(4)}"
    like = urlsplit(template).path.lstrip("/") or "template1"
    make = sql.SQL("CREATE DATABASE {} OWNER moments TEMPLATE {}")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(make.format(sql.Identifier(name), sql.Identifier(like)))
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            server.execute(drop.format(sql.Identifier(name)))


def policies(url: str) -> list[tuple[str, ...]]:
    """Without what PostgreSQL writes another way once it has read its own writing: casts, brackets."""
    with psycopg.connect(url) as server:
        rows = server.execute(POLICIES).fetchall()
    return [tuple(SPELLING.sub("", str(word)) for word in row) for row in rows]


def run(program: str, url: str, *arguments: str) -> None:
    form = ["--format", "custom"] if program == "pg_dump" else []
    command = [_found(program), "--dbname", url, *form, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DrillFailed(f"{program}: {done.stderr}")


def _found(program: str) -> str:
    if os.environ.get("DRILL_URL") and (found := shutil.which(program)):
        return found
    return str(embedded_postgres.programs() / program)


@contextmanager
def _where() -> Iterator[str]:
    if given := os.environ.get("DRILL_URL"):
        yield given
        return
    services.start()
    try:
        yield embedded()
    finally:
        services.stop()


def embedded(name: str = services.NAME) -> str:
    host = quote(str(folders.socket_folder()), safe="")
    return f"postgres://{embedded_postgres.SUPERUSER}@/{name}?host={host}"


@contextmanager
def _timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{what} in {time.monotonic() - began:.1f} s.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

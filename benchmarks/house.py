"""Both sites, started beside each other on servers of their own data, and people to visit them."""

import os
import secrets
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import django
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from benchmarks import door
from config import embedded_postgres, environment, folders, processes, services

PLAIN = "moments_plain"
BARE = "moments_bare"
NO_WALLS = """DO $$ DECLARE one regclass; BEGIN
    FOR one IN SELECT oid FROM pg_class WHERE relrowsecurity LOOP
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', one);
    END LOOP;
END $$"""
SUPERUSER = "superuser"


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int


@contextmanager
def opened() -> Iterator[None]:
    """PostgreSQL, Redis, tables and content, and this process set up as the site in production."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ["MOMENTS_ENV"] = "production"
    os.environ["MOMENTS_DATA"] = str(folders.REPOSITORY / ".moments" / "benchmarks")
    services.start()
    try:
        os.environ.update(_production())
        django.setup()
        connections.settings[SUPERUSER] = connections.settings["owner"] | {"USER": "postgres"}
        call_command("migrate", database="owner", verbosity=0)
        call_command("load_content", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield
    finally:
        connections.close_all()
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(name, None)
        services.stop(adopted=True)


def _production() -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": secrets.token_urlsafe(64),
        # The same in every run, for its data are kept.
        "MASTER_KEYS": environment.master_keys(services.data_folder())[0],
        "DATABASE_URL": _database(services.NAME),
        "REDIS_URL": services.redis_url(),
        "MAIL_HOST": "localhost",
        "SITE_URL": "https://localhost",
        "ALLOWED_HOSTS": "localhost",
        "TRUSTED_PROXIES": "1",
        "LOG_LEVEL": "WARNING",
    }


def _database(name: str) -> str:
    return f"postgres://moments@/{name}?host={folders.socket_folder()}"


@contextmanager
def ours(**variables: str) -> Iterator[Server]:
    with _server("config.wsgi:application", variables) as server:
        yield server


@contextmanager
def live() -> Iterator[Server]:
    """The one that speaks ASGI, which serves the pages as well, and the static files, which elsewhere
    it never does: Django warns of them, for they are read without waiting.
    """
    quiet = {"PYTHONWARNINGS": "ignore:StreamingHttpResponse must consume:Warning"}
    with _server("config.asgi:application", quiet, process="live") as server:
        yield server


@contextmanager
def deployed() -> Iterator[Server]:
    """Pages from one server with two workers and streams from another, behind one door."""
    with (
        ours(GRANIAN_WORKERS="2") as pages,
        live() as streams,
        door.before(pages.port, streams.port) as port,
    ):
        yield Server(port, pages.pid)


@contextmanager
def both() -> Iterator[tuple[Server, Server]]:
    """Ours, and the plain one: the same command, one worker with its two threads."""
    with ExitStack() as stack:
        our_server = stack.enter_context(ours())
        plain = {"DATABASE_URL": _database(PLAIN), "DJANGO_SETTINGS_MODULE": ""}
        yield our_server, stack.enter_context(_server("benchmarks.plain.wsgi:application", plain))


@contextmanager
def with_and_without() -> Iterator[tuple[Server, Server]]:
    """Ours, and the same site on the database whose walls were taken down."""
    with ExitStack() as stack:
        bare = {"DATABASE_URL": _database(BARE)}
        yield (
            stack.enter_context(ours()),
            stack.enter_context(_server("benchmarks.bare.wsgi:application", bare)),
        )


@contextmanager
def _server(application: str, told: dict[str, str], process: str = "web") -> Iterator[Server]:
    *command, _ = shlex.split(processes.commands()[process])
    port = processes.any_port()
    place = processes.environment(port) | {"SITE_URL": "https://localhost", "GRANIAN_WORKERS": "1"}
    server = subprocess.Popen(
        [*command, "--log-level", "warning", application],
        cwd=folders.REPOSITORY,
        env=place | told,
    )
    try:
        processes.wait_for(port, server)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait()


def take_the_walls_down() -> None:
    """In a copy of our database, with all people in it."""
    connections.close_all()
    _make(BARE, template=services.NAME)
    with embedded_postgres.connect(BARE) as connection:
        connection.execute(NO_WALLS)


def _make(database: str, template: str = "template1") -> None:
    with embedded_postgres.connect() as connection:
        name, source = sql.Identifier(database), sql.Identifier(template)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        made = sql.SQL("CREATE DATABASE {} OWNER moments TEMPLATE {}").format(name, source)
        connection.execute(made)


def plain_sessions(number: int) -> list[str]:
    """People of the plain site, made by a process with its settings; the keys of their sessions."""
    _make(PLAIN)
    place = {
        "DATABASE_URL": _database(PLAIN),
        "DJANGO_SETTINGS_MODULE": "benchmarks.plain.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.plain.people", str(number)],
        cwd=folders.REPOSITORY,
        env=os.environ | place,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.split()


def days() -> tuple[date, date]:
    """The two days that may be written, for people in UTC."""
    today = datetime.now(UTC).date()
    return today, today - timedelta(days=1)

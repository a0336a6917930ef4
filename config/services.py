"""PostgreSQL and Redis: their addresses, from the environment or else from this repository.

Asking for an address starts nothing. Needs no Django settings.
"""

import os
from urllib.parse import parse_qs, unquote, urlsplit

from psycopg import sql

from config import embedded_postgres, embedded_redis, folders
from config.folders import ServiceFailed, ServiceMissing, data_folder

__all__ = ["ServiceFailed", "ServiceMissing", "broker_url", "data_folder", "database", "redis_url"]

NAME = "moments"
_started: set[str] = set()


def database() -> dict[str, str]:
    url = os.environ.get("DATABASE_URL")
    if url:
        return _parts(url)
    host = str(folders.socket_folder())
    return {"NAME": NAME, "USER": "moments", "HOST": host, "PORT": "", "PASSWORD": ""}


def redis_url() -> str:
    return os.environ.get("REDIS_URL") or f"unix://{embedded_redis.socket()}"


def broker_url() -> str:
    """Kombu has its own name for a unix socket."""
    url = redis_url()
    return "redis+socket://" + url.removeprefix("unix://") if url.startswith("unix:") else url


def start() -> None:
    """Starts what the environment does not name; any number of processes may ask at once."""
    with folders.only_one_process("services"):
        if not os.environ.get("DATABASE_URL"):
            if embedded_postgres.start():
                _started.add("postgres")
            _prepare_database()
        if not os.environ.get("REDIS_URL") and embedded_redis.start(_socket_owner()):
            _started.add("redis")


def stop(*, adopted: bool = False) -> None:
    """Stops what this process started; with `adopted`, what a killed run left behind as well."""
    with folders.only_one_process("services"):
        if adopted or "redis" in _started:
            embedded_redis.stop()
        if (adopted or "postgres" in _started) and embedded_postgres.data().exists():
            embedded_postgres.stop()
    _started.clear()


def _socket_owner() -> int:
    return os.geteuid() if os.environ.get("DATABASE_URL") else embedded_postgres.owner()


def _prepare_database() -> None:
    with embedded_postgres.connect() as connection:
        connection.execute((folders.REPOSITORY / "config" / "roles.sql").read_bytes())
        connection.execute("ALTER ROLE moments CREATEDB")  # the tests make databases of their own
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if known.fetchone() is None:
            name = sql.Identifier(NAME)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER moments").format(name))


def _parts(url: str) -> dict[str, str]:
    address = urlsplit(url)
    if address.scheme not in ("postgres", "postgresql") or not address.path.strip("/"):
        raise ServiceMissing("DATABASE_URL must look like postgres://user:password@host:port/name.")
    folder = parse_qs(address.query).get("host", [""])[0]
    return {
        "NAME": unquote(address.path.strip("/")),
        "USER": unquote(address.username or ""),
        "HOST": unquote(address.hostname or "") or folder,
        "PORT": str(address.port or ""),
        "PASSWORD": unquote(address.password or ""),
    }

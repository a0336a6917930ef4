"""PostgreSQL and Redis: their addresses, from the environment or else from this repository.

Asking for an address starts nothing. Needs no Django settings.
"""

import os
from urllib.parse import parse_qs, unquote, urlsplit

from psycopg import sql

from config import embedded_postgres, embedded_redis, environment, folders
from config.folders import ServiceFailed, ServiceMissing, data_folder

__all__ = ["ServiceFailed", "ServiceMissing", "broker_url", "data_folder", "database", "redis_url"]

NAME = "moments"
_started: set[str] = set()


def database() -> dict[str, str]:
    url = environment.text("DATABASE_URL")
    if url:
        return _parts(url)
    host = str(folders.socket_folder())
    return {"NAME": NAME, "USER": "moments", "HOST": host, "PORT": "", "PASSWORD": ""}


def database_options() -> dict[str, str]:
    """What the address says besides: `sslmode`, `sslrootcert` and the like, in the words of libpq."""
    query = parse_qs(urlsplit(environment.text("DATABASE_URL")).query)
    return {name: values[-1] for name, values in query.items() if name != "host"}


def redis_url() -> str:
    return environment.text("REDIS_URL") or f"unix://{embedded_redis.socket()}"


def broker_url() -> str:
    """Kombu has its own name for a unix socket, and of itself looks at no certificate."""
    url = redis_url()
    if url.startswith("unix:"):
        return "redis+socket://" + url.removeprefix("unix://")
    if url.startswith("rediss:") and "ssl_cert_reqs=" not in url:
        return f"{url}{'&' if '?' in url else '?'}ssl_cert_reqs=required"
    return url


def start() -> None:
    """Starts what the environment does not name; any number of processes may ask at once."""
    with folders.only_one_process("services"):
        if not environment.text("DATABASE_URL"):
            if embedded_postgres.start():
                _started.add("postgres")
            _prepare_database()
        if not environment.text("REDIS_URL") and embedded_redis.start(_socket_owner()):
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
    return os.geteuid() if environment.text("DATABASE_URL") else embedded_postgres.owner()


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

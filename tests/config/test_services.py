"""Addresses of PostgreSQL and Redis, and servers that were killed in the middle."""

import os
import signal
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection

from config import embedded_postgres, folders, services

START = "from config import services; services.start()"
STOP = "from config import services; services.stop(adopted=True)"


def in_folder(data: Path, code: str) -> None:
    """Another process, as `make demo` would be, with its data in this folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=folders.REPOSITORY,
        env=kept | {"MOMENTS_ENV": "test", "MOMENTS_DATA": str(data)},
        check=True,
        timeout=120,
    )


@pytest.fixture
def data() -> Iterator[Path]:
    """Not in pytest's own folder: each new run of pytest closes that to PostgreSQL's lent user."""
    with tempfile.TemporaryDirectory(prefix="a folder with spaces ") as folder:
        yield Path(folder)
        in_folder(Path(folder), STOP)


def postmaster(data: Path) -> int:
    return int((data / "test" / "postgres" / "postmaster.pid").read_text().split("\n")[0])


class TestDatabase:
    def test_it_reads_every_part_of_an_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgres://moments:p%40ss%2Fword@db:5433/moments")
        assert services.database() == {
            "NAME": "moments",
            "USER": "moments",
            "HOST": "db",
            "PORT": "5433",
            "PASSWORD": "p@ss/word",
        }

    def test_it_reads_the_folder_of_a_socket(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql:///moments?host=/run/postgresql")
        assert services.database()["HOST"] == "/run/postgresql"

    @pytest.mark.parametrize("address", ["mysql://db/moments", "postgres://db", "db", "postgres:"])
    def test_it_says_what_an_address_looks_like(
        self, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", address)
        with pytest.raises(services.ServiceMissing, match="must look like"):
            services.database()


class TestBroker:
    def test_it_is_the_redis_of_the_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REDIS_URL", "redis://redis:6379/0")
        assert services.broker_url() == "redis://redis:6379/0"

    def test_it_has_its_own_name_for_a_socket(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REDIS_URL", "unix:///tmp/redis.sock?db=2")
        assert services.broker_url() == "redis+socket:///tmp/redis.sock?db=2"

    @pytest.mark.parametrize(
        ("address", "broker"),
        [
            ("rediss://redis.invalid", "rediss://redis.invalid?ssl_cert_reqs=required"),
            (
                "rediss://redis.invalid/0?ssl_ca_certs=our.pem",
                "rediss://redis.invalid/0?ssl_ca_certs=our.pem&ssl_cert_reqs=required",
            ),
        ],
    )
    def test_it_looks_at_certificates(
        self, address: str, broker: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Kombu alone would encrypt, and take any certificate."""
        monkeypatch.setenv("REDIS_URL", address)
        assert services.broker_url() == broker
        with Connection(services.broker_url()) as connection:
            asked: Any = connection.ssl
            assert asked["ssl_cert_reqs"] == ssl.CERT_REQUIRED


class TestDatabaseOptions:
    def test_are_what_the_address_says_besides(self, monkeypatch: pytest.MonkeyPatch) -> None:
        address = "postgres://moments@db.invalid/moments?sslmode=verify-full&sslrootcert=system"
        monkeypatch.setenv("DATABASE_URL", address)
        said = {"sslmode": "verify-full", "sslrootcert": "system"}
        assert services.database_options() == said

    def test_a_folder_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgres://moments@/moments?host=/run/postgresql")
        assert services.database_options() == {}


class TestStart:
    def test_it_recovers_from_a_killed_database(self, data: Path) -> None:
        in_folder(data, START)
        killed = postmaster(data)
        os.kill(killed, signal.SIGKILL)
        in_folder(data, START)
        assert postmaster(data) != killed

    def test_it_does_not_trust_a_pid_that_now_belongs_to_somebody_else(self, data: Path) -> None:
        in_folder(data, START)
        in_folder(data, STOP)
        (data / "test" / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")
        in_folder(data, START)
        assert postmaster(data) != os.getpid()

    def test_it_adopts_what_runs_already(self, data: Path) -> None:
        in_folder(data, START)
        running = postmaster(data)
        in_folder(data, START)
        assert postmaster(data) == running


class TestSocketFolder:
    def test_it_is_short_however_deep_the_repository_lies(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("MOMENTS_DATA", str(tmp_path / ("deep/" * 40)))
        assert len(f"{folders.socket_folder()}/.s.PGSQL.5432") < 107

    def test_it_is_refused_when_somebody_else_put_it_there(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("MOMENTS_DATA", str(tmp_path))
        folder = folders.socket_folder()
        folder.symlink_to(tmp_path)
        try:
            with pytest.raises(folders.ServiceMissing, match="belongs to somebody else"):
                folders.prepare_socket_folder(embedded_postgres.owner())
        finally:
            folder.unlink()

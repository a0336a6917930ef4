"""Production says which variable is missing or weak, and does not start."""

import os
import runpy
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment, folders

Refusal = Callable[..., str]
COMPLETE = {
    "MOMENTS_ENV": "production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "MASTER_KEYS": secrets.token_hex(32),
    "DATABASE_URL": f"postgres://moments:{secrets.token_hex(16)}@localhost/moments",
    "REDIS_URL": f"redis://:{secrets.token_hex(16)}@localhost",
    "MAIL_HOST": "localhost",
    "SITE_URL": "https://moments.invalid",
    "ALLOWED_HOSTS": "moments.invalid",
}


def production(**changes: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"]} | COMPLETE | changes


def settings(monkeypatch: pytest.MonkeyPatch, **changes: str) -> dict[str, Any]:
    for name in os.environ.keys() - {"PATH"}:
        monkeypatch.delenv(name)
    for name, value in production(**changes).items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(folders.REPOSITORY / "config" / "settings.py"))


@pytest.fixture
def refusal(monkeypatch: pytest.MonkeyPatch) -> Refusal:
    """What production says before it does not start."""

    def start(**changes: str) -> str:
        with pytest.raises(ImproperlyConfigured) as refused:
            settings(monkeypatch, **changes)
        return str(refused.value)

    return start


class TestProduction:
    @pytest.mark.parametrize("starts", [True, False])
    def test_it_starts_when_everything_is_there(self, starts: bool) -> None:
        """In a process of its own, as it does for people."""
        changes = {} if starts else {"SECRET_KEY": ""}
        started = subprocess.run(
            [sys.executable, "-c", "import config.settings"],
            cwd=folders.REPOSITORY,
            env=production(**changes),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (started.returncode == 0) == starts, started.stderr
        assert ("SECRET_KEY is missing" in started.stderr) != starts

    @pytest.mark.parametrize("name", [name for name in COMPLETE if name != "MOMENTS_ENV"])
    def test_it_names_the_variable_that_is_missing(self, name: str, refusal: Refusal) -> None:
        words = refusal(**{name: ""})
        assert f"{name} is missing" in words

    @pytest.mark.parametrize(
        ("weak", "reason"),
        [
            ("short", "too weak"),
            ("a" * 64, "too weak"),
            ("change-me-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789", "placeholder"),
        ],
    )
    def test_it_refuses_a_weak_secret(self, weak: str, reason: str, refusal: Refusal) -> None:
        words = refusal(SECRET_KEY=weak)
        assert "SECRET_KEY is" in words
        assert reason in words
        assert weak not in words

    def test_a_former_secret_may_not_be_weaker(self, refusal: Refusal) -> None:
        strong = secrets.token_urlsafe(64)
        words = refusal(SECRET_KEY_FALLBACKS=f"{strong},changeit")
        assert "SECRET_KEY_FALLBACKS is too weak" in words
        assert "changeit" not in words

    @pytest.mark.parametrize(
        ("name", "value"),
        [("MOMENTS_ENV", "staging"), ("MAIL_PORT", "smtp"), ("MAIL_TLS", "maybe")],
    )
    def test_it_names_the_variable_it_does_not_understand(
        self, name: str, value: str, refusal: Refusal
    ) -> None:
        words = refusal(**{name: value})
        assert f"{name} must be" in words

    def test_it_always_asks_staff_for_a_second_factor(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert settings(monkeypatch, STAFF_SECOND_FACTOR="0")["STAFF_SECOND_FACTOR"]

    @pytest.mark.parametrize("runs", ["production", "demo", "test"])
    def test_only_in_tests_a_week_goes_by_at_a_word(
        self, runs: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        there = settings(monkeypatch, MOMENTS_ENV=runs, MOMENTS_DATA=str(tmp_path))[
            "INSTALLED_APPS"
        ]
        assert ("tests.passing" in there) == (runs == "test")

    def test_it_is_what_runs_when_nobody_says_which(self, refusal: Refusal) -> None:
        words = refusal(MOMENTS_ENV="", SECRET_KEY="")
        assert "SECRET_KEY is missing" in words


class TestAddress:
    @pytest.mark.parametrize("address", ["postgres://moments{}@db:5432/moments", "redis://{}@db"])
    @pytest.mark.parametrize(
        ("password", "reason"),
        [
            ("", "too weak"),
            (":", "too weak"),
            (":moments", "too weak"),
            (":" + "a" * 40, "too weak"),
            (":change-me-0123456789", "placeholder"),
        ],
    )
    def test_its_password_is_hard_to_guess(
        self, address: str, password: str, reason: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOME_URL", address.format(password))
        with pytest.raises(ImproperlyConfigured, match=f"The password in SOME_URL is .*{reason}"):
            environment.address("SOME_URL")

    @pytest.mark.parametrize(
        "address",
        [
            "postgres://moments@/moments?host=/run/postgresql",
            "postgres://moments@%2Frun%2Fpostgresql/moments",
            "unix:///run/redis.sock?db=2",
        ],
    )
    def test_a_socket_needs_none(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOME_URL", address)
        assert environment.address("SOME_URL") == address

    @pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
    def test_production_asks_for_it(self, name: str, refusal: Refusal) -> None:
        weak = COMPLETE[name].partition(":")[0] + "://moments:moments@localhost/moments"
        words = refusal(**{name: weak})
        assert f"The password in {name} is too weak" in words


class TestTheNetwork:
    """What is not this machine is reached with TLS, and its certificate is looked at."""

    PASSWORD = secrets.token_hex(16)

    def asked(self, address: str, monkeypatch: pytest.MonkeyPatch) -> str:
        monkeypatch.setenv("SOME_URL", address.format(self.PASSWORD))
        return environment.address("SOME_URL")

    @pytest.mark.parametrize(
        "address",
        [
            "postgres://moments:{}@db.example.org/moments",
            "postgres://moments:{}@db.example.org/moments?sslmode=require",
            "postgres://moments:{}@10.0.0.7/moments?sslmode=verify-ca",
            "postgres://moments:{}@/moments?host=db.example.org",
            "redis://:{}@redis.example.org",
            "rediss://:{}@redis.example.org?ssl_cert_reqs=none",
            "rediss://:{}@redis.example.org?ssl_check_hostname=false",
        ],
    )
    def test_is_refused_without(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ImproperlyConfigured, match="SOME_URL goes over a network without TLS"):
            self.asked(address, monkeypatch)

    @pytest.mark.parametrize(
        "address",
        [
            "postgres://moments:{}@db.example.org/moments?sslmode=verify-full",
            "rediss://:{}@redis.example.org",
            "postgres://moments:{}@localhost/moments",
            "postgres://moments:{}@[::1]/moments",
            "redis://:{}@127.0.0.1",
            "redis://:{}@redis:6379/0",
        ],
    )
    def test_is_good_with_it_or_of_this_machine(
        self, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert self.asked(address, monkeypatch)

    def test_may_be_vouched_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PLAIN_HOSTS", "other.example.org, db.example.org")
        assert self.asked("postgres://moments:{}@db.example.org/moments", monkeypatch)

    def test_mail_goes_with_it_too(self, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "without TLS" in refusal(MAIL_HOST="mail.example.org")
        found = settings(monkeypatch, MAIL_HOST="mail.example.org", MAIL_TLS="1")
        assert found["EMAIL_USE_TLS"]

    def test_both_aliases_hold_to_what_the_address_says(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        url = f"postgres://moments:{self.PASSWORD}@db.example.org/moments?sslmode=verify-full"
        found = settings(monkeypatch, DATABASE_URL=url)["DATABASES"]
        assert {one["OPTIONS"]["sslmode"] for one in found.values()} == {"verify-full"}
        assert "role=moments_web" in found["default"]["OPTIONS"]["options"]


class TestFiles:
    """What a vault, or Docker, lays down as a file."""

    def test_any_secret_may_come_from_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL"):
            (tmp_path / name).write_text(COMPLETE[name] + "\n")
        files = {f"{name.name}_FILE": str(name) for name in tmp_path.iterdir()}
        empty = dict.fromkeys(("SECRET_KEY", "DATABASE_URL", "REDIS_URL"), "")
        found = settings(monkeypatch, **files, **empty)
        assert found["SECRET_KEY"] == COMPLETE["SECRET_KEY"]
        assert found["REDIS_URL"] == COMPLETE["REDIS_URL"]
        assert found["DATABASES"]["owner"]["PASSWORD"] in COMPLETE["DATABASE_URL"]

    def test_one_that_is_not_there_stops_production(self, tmp_path: Path, refusal: Refusal) -> None:
        assert "SECRET_KEY_FILE names" in refusal(SECRET_KEY_FILE=str(tmp_path / "gone"))


class TestMasterKeys:
    @pytest.mark.parametrize("weak", ["short", "0" * 64, "g" * 64, "moments-" * 8])
    def test_each_is_256_bits_in_digits(self, weak: str, refusal: Refusal) -> None:
        words = refusal(MASTER_KEYS=f"{secrets.token_hex(32)},{weak}")
        assert "MASTER_KEYS is too weak" in words
        assert weak not in words

    def test_they_are_never_the_secret_key(self, refusal: Refusal) -> None:
        one = secrets.token_hex(32)
        words = refusal(MASTER_KEYS=one, SECRET_KEY=one)
        assert "nothing to do with SECRET_KEY" in words

    def test_a_file_comes_before_the_variable(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        new, old = secrets.token_hex(32), secrets.token_hex(32)
        file = tmp_path / "master_keys"
        file.write_text(f"{new}\n{old}\n")
        monkeypatch.setenv("MASTER_KEYS", "something else")
        monkeypatch.setenv("MASTER_KEYS_FILE", str(file))
        assert environment.master_keys() == [new, old]

    def test_a_file_that_is_not_there_stops_production(
        self, tmp_path: Path, refusal: Refusal
    ) -> None:
        words = refusal(MASTER_KEYS_FILE=str(tmp_path / "gone"))
        assert "MASTER_KEYS_FILE names" in words


class TestNumber:
    def test_it_takes_the_default_for_an_empty_variable(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MAIL_PORT", " ")
        assert environment.number("MAIL_PORT", 25) == 25

    def test_it_refuses_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MAIL_PORT", "-")
        with pytest.raises(ImproperlyConfigured, match="MAIL_PORT"):
            environment.number("MAIL_PORT", 25)

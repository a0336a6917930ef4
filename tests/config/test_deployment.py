"""No engine runs here: the files of the deployment are held against the project instead."""

import inspect
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands
from django.utils.module_loading import import_string
from granian.cli import cli as granian

from config import environment, health, processes, services, settings
from config.folders import REPOSITORY

READERS = [name for name, one in vars(environment).items() if inspect.isfunction(one)]
NAME = re.compile(r"[A-Z][A-Z0-9_]+")
# Docker's own images read these.
OF_IMAGES = {
    "postgres": {"POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS"},
    "redis": {"REDISCLI_AUTH"},
}
# What the site reads besides, and why nobody who deploys it is told.
UNEXPLAINED = {
    "DEMO_PORT": "of the demo",
    "DRILL_URL": "of a rehearsal: docs/operations.md",
    "MASTER_KEYS": "a file holds them here; without containers see .env.example",
    "MOMENTS_DATA": "where the embedded services keep their data",
    "PATH": "of the machine",
    "RESET": "of the demo",
    "STAFF_SECOND_FACTOR": "of the demo and the tests; production always asks for it",
}
APP = ("web", "live", "worker", "beat", "migrate")


def text(*parts: str) -> str:
    return Path(REPOSITORY, *parts).read_text()


COMPOSE: dict[str, Any] = yaml.safe_load(text("docker-compose.yml"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def documented() -> dict[str, str]:
    lines = re.findall(rf"^({NAME.pattern})=(.*)$", text(".env.example"), re.MULTILINE)
    return dict(lines)


def interpolated() -> set[str]:
    return set(re.findall(rf"(?<!\$)\$\{{({NAME.pattern})", text("docker-compose.yml")))


def read_by_settings() -> set[str]:
    """Every variable that a module of config asks for, by name."""
    asked = rf'\b(?:{"|".join(READERS)}|environ\.get)\(\s*"(\w+)"'
    code = "".join(path.read_text() for path in Path(REPOSITORY, "config").glob("*.py"))
    return set(re.findall(asked, code))


def read_by_granian() -> set[str]:
    """Each of its options is also a variable."""
    return {f"GRANIAN_{option.name}".upper() for option in granian.params}


class TestProcesses:
    @pytest.mark.parametrize("name", processes.commands())
    def test_each_is_the_one_that_the_demo_and_the_tests_run(self, name: str) -> None:
        assert SERVICES[name]["command"] == processes.commands()[name]

    @pytest.mark.parametrize("name", processes.commands())
    def test_each_is_asked_only_what_it_understands(self, name: str) -> None:
        command = [*shlex.split(processes.commands()[name]), "--help"]
        environment = processes.environment(8000)
        asked = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False
        )
        assert asked.returncode == 0, asked.stderr

    def test_pages_are_answered_by_two_threads_of_each_worker(self) -> None:
        assert "--blocking-threads 2" in processes.commands()["web"]

    @pytest.mark.django_db(databases=["default", "owner"])
    @pytest.mark.parametrize("name", ["web", "live"])
    def test_a_server_serves_what_exists(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_POOL", "0")
        application = processes.commands()[name].split()[-1]
        assert callable(import_string(application.replace(":", ".")))

    def test_the_tables_come_first(self) -> None:
        asked = re.findall(r"manage\.py (\w+)", SERVICES["migrate"]["command"])
        assert asked[0] == "migrate"
        assert set(asked) <= set(get_commands())
        for name in set(APP) - {"migrate"}:
            needs = SERVICES[name]["depends_on"]
            assert needs["migrate"] == {"condition": "service_completed_successfully"}

    def test_nobody_waits_for_a_process_that_is_not_there(self) -> None:
        for service in SERVICES.values():
            assert set(service.get("depends_on", {})) <= set(SERVICES)


class TestVariables:
    def test_all_that_the_compose_file_asks_for_are_explained(self) -> None:
        assert interpolated() <= set(documented())

    def test_all_that_the_site_reads_are_explained_or_told(self) -> None:
        told = {name for service in APP for name in SERVICES[service]["environment"]}
        assert read_by_settings() - set(documented()) - told == set(UNEXPLAINED)

    def test_none_is_explained_that_nobody_reads(self) -> None:
        assert set(documented()) <= interpolated()

    @pytest.mark.parametrize("name", APP)
    def test_a_process_is_told_only_what_it_reads(self, name: str) -> None:
        told = set(SERVICES[name]["environment"])
        read = read_by_settings()
        assert told <= read | {f"{one}_FILE" for one in read} | read_by_granian()

    @pytest.mark.parametrize("name", APP)
    def test_the_master_keys_are_a_file_and_no_variable(self, name: str) -> None:
        assert COMPOSE["secrets"]["master_keys"]["file"].startswith("${MASTER_KEYS_FILE:?")
        assert SERVICES[name]["secrets"] == ["master_keys"]
        told = SERVICES[name]["environment"]
        assert told["MASTER_KEYS_FILE"] == "/run/secrets/master_keys"
        assert "MASTER_KEYS" not in told

    def test_the_database_never_sees_a_master_key(self) -> None:
        assert "secrets" not in SERVICES["postgres"]

    def test_the_servers_are_told_only_what_they_read(self) -> None:
        own = (
            {"DATABASE_PASSWORD"}
            if "$DATABASE_PASSWORD" in text("deploy/postgres/database.sh")
            else set()
        )
        assert set(SERVICES["postgres"]["environment"]) == OF_IMAGES["postgres"] | own
        assert set(SERVICES["redis"]["environment"]) == OF_IMAGES["redis"]

    def test_the_superusers_password_stays_with_the_database(self) -> None:
        for name in APP:
            assert "POSTGRES_PASSWORD" not in str(SERVICES[name])

    def test_a_secret_has_no_value_that_somebody_could_leave(self) -> None:
        for name, value in documented().items():
            if any(word in name for word in ("SECRET", "PASSWORD")):
                assert value == "", name

    def test_production_starts_with_what_the_file_tells(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, value in SERVICES["web"]["environment"].items():
            filled = re.sub(r"\$\{(\w+)[^}]*\}", "filled", str(value))
            monkeypatch.setenv(name, filled)
        assert services.database()["PASSWORD"] == "filled"
        assert services.database()["HOST"] in SERVICES
        assert services.redis_url() == "redis://:filled@redis:6379/0"
        assert environment.required("SITE_URL") == "https://filled"
        assert environment.number("TRUSTED_PROXIES", 0) == 1


class TestPorts:
    def test_the_proxy_knows_every_door(self) -> None:
        image = dict(re.findall(r"(GRANIAN_\w+)=(\S+)", text("Dockerfile")))
        assert image["GRANIAN_HOST"] == "0.0.0.0"  # noqa: S104 - inside a container
        doors = re.findall(r"reverse_proxy (\w+):(\d+)", text("deploy", "Caddyfile"))
        assert doors == [("live", image["GRANIAN_PORT"]), ("web", image["GRANIAN_PORT"])]
        assert f"EXPOSE {image['GRANIAN_PORT']}" in text("Dockerfile")
        for name, port in doors:
            assert SERVICES[name]["expose"] == [port]

    def test_only_the_proxy_is_open_to_the_world(self) -> None:
        assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
        assert COMPOSE["networks"]["inside"] == {"internal": True}
        assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]

    def test_nothing_older_than_tls_1_2_is_spoken(self) -> None:
        assert re.findall(r"^\s+protocols (.+)$", text("deploy", "Caddyfile"), re.MULTILINE) == [
            "tls1.2 tls1.3"
        ]

    def test_streams_have_the_path_that_the_project_gives_them(self) -> None:
        assert "handle /live/*" in text("deploy", "Caddyfile")


class TestSafety:
    @pytest.mark.parametrize("name", APP)
    def test_a_process_may_do_little(self, name: str) -> None:
        service = SERVICES[name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["image"] == "moments"

    def test_the_image_has_no_history(self) -> None:
        assert ".git" in (REPOSITORY / ".dockerignore").read_text().split()

    def test_the_image_runs_as_an_ordinary_user(self) -> None:
        assert re.findall(r"^USER (\S+)", text("Dockerfile"), re.MULTILINE)[-1] == "10001"

    def test_every_lasting_process_is_asked_whether_it_is_well(self) -> None:
        for name, service in SERVICES.items():
            if name != "migrate":
                assert service["healthcheck"]["test"][0] == "CMD", name

    @pytest.mark.parametrize("name", ["web", "live", "worker", "beat"])
    def test_a_health_check_is_one_that_exists(self, name: str) -> None:
        *command, check = SERVICES[name]["healthcheck"]["test"]
        assert command == ["CMD", "python", "-m", health.__name__]
        assert check in health.CHECKS

    def test_the_queue_survives_a_restart_and_throws_nothing_away(self) -> None:
        for word in ("--appendonly yes", "--maxmemory-policy noeviction", "--requirepass"):
            assert word in SERVICES["redis"]["command"]

    def test_the_database_is_the_one_that_the_demo_runs(self) -> None:
        assert SERVICES["postgres"]["image"] == "postgres:18"
        scripts = [volume.split(":")[0] for volume in SERVICES["postgres"]["volumes"][:2]]
        assert scripts == ["./config/roles.sql", "./deploy/postgres/database.sh"]
        for script in scripts:
            assert (REPOSITORY / script).exists()

    def test_visitors_are_counted_by_their_own_address(self) -> None:
        assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
        assert SERVICES["web"]["environment"]["TRUSTED_PROXIES"] == "1"

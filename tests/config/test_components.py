"""The list of components: nothing is missing from it, and each is known by its hashes."""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from config import components
from config.folders import REPOSITORY

LOCKS = [REPOSITORY / "requirements" / name for name in ("run.txt", "dev.txt")]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: str(path.name))
def test_each_is_pinned_with_its_hashes(lock: Path) -> None:
    found = components.libraries(lock)
    assert len(found) > 40
    assert not [one.name for one in found if not one.hashes]


def test_everything_that_the_project_asks_for_is_there() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["mail"]]
    locked = {one.name for one in components.libraries(LOCKS[0])}
    assert {Requirement(one).name.lower() for one in asked} <= locked


def test_it_is_of_what_runs_here() -> None:
    """Or else the bill would be of another site."""
    locked = {one.name: one.version for one in components.libraries(LOCKS[1])}
    for name in ("django", "cryptography", "psycopg", "celery"):
        assert locked[name] == version(name)


def test_the_bill_is_printed() -> None:
    command = [sys.executable, "-m", "config.components"]
    printed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    bill = json.loads(printed.stdout)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = {one["name"]: one for one in bill["components"]}
    assert named["django"]["purl"] == f"pkg:pypi/django@{version('django')}"
    assert {"postgres", "redis", "caddy"} <= named.keys()


def test_a_line_that_pins_nothing_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("django>=5\n")
    with pytest.raises(ValueError, match="pins nothing"):
        components.libraries(lock)

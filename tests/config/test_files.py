"""What the first files of the repository promise."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.folders import REPOSITORY
from tests.browser import conftest, visit

LOCKS = sorted(REPOSITORY.glob("requirements/*.txt"))
PACKAGE = re.compile(r"^\S+==.*(?:\n[ ]{4}.*)*", re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_each_package_by_hash_wherever_it_comes_from(lock: Path) -> None:
    text = lock.read_text()
    packages = PACKAGE.findall(text)
    assert len(packages) > 30
    assert not [one for one in packages if "--hash=sha256:" not in one]
    assert not re.findall(r"^-|\w://|@ ", text, re.MULTILINE)


def test_the_readme_is_short_and_shows_what_is_there() -> None:
    text = (REPOSITORY / "README.md").read_text()
    assert len(text.splitlines()) <= 120
    pictures = re.findall(r'<img src="([^"]+)"', text)
    assert len(pictures) == 2
    assert [name for name in pictures if not (REPOSITORY / name).is_file()] == []


@pytest.mark.parametrize(
    ("version", "will_do"), [("3, 10, 14", False), ("3, 11, 0", True), ("3, 15, 0", False)]
)
def test_a_python_that_is_too_old_or_too_new_is_refused_in_a_sentence(
    tmp_path: Path, version: str, will_do: bool
) -> None:
    """An interpreter that says of itself to be another version."""
    pretends = f"import sys; sys.version_info = ({version}); exec(sys.argv[1])"
    fake = tmp_path / "python of old"
    fake.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{pretends}' \"$2\"\n")
    fake.chmod(0o755)
    command = ["sh", str(REPOSITORY / "requirements" / "check-python.sh"), str(fake)]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (asked.returncode == 0) is will_do, asked.stderr
    assert ("Moments needs Python 3.11 to 3.14" in asked.stderr) is not will_do


def test_without_a_browser_its_tests_skip_and_where_it_is_required_they_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(visit, "program", lambda: None)
    outcomes = (pytest.skip.Exception, pytest.fail.Exception)
    for required, outcome in zip(("", "1"), outcomes, strict=True):
        monkeypatch.setenv("REQUIRE_BROWSER", required)
        with pytest.raises(outcomes, match="No Chromium: install it") as refused:
            conftest.need_a_program()
        assert refused.type is outcome

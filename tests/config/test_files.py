"""What the first files of the repository promise."""

import re
from pathlib import Path

import pytest

from config.folders import REPOSITORY

LOCKS = sorted(REPOSITORY.glob("requirements/*.txt"))
PACKAGE = re.compile(r"^\S+==.*(?:\n[ ]{4}.*)*", re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_each_package_by_hash_wherever_it_comes_from(lock: Path) -> None:
    text = lock.read_text()
    packages = PACKAGE.findall(text)
    assert len(packages) > 30
    assert not [one for one in packages if "--hash=sha256:" not in one]
    assert not re.findall(r"^-|\w://|@ ", text, re.MULTILINE)


def test_the_readme_is_short() -> None:
    assert len((REPOSITORY / "README.md").read_text().splitlines()) <= 120

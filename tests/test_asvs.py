"""docs/asvs.md: a row for every requirement of levels 1 and 2, and no test that is not there."""

import re
from collections import Counter

from django.conf import settings

ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
FOLDERS = "tests|docs|deploy|privacy|couples|requirements|config|leaving|benchmarks"
NAMED = re.compile(rf"`((?:{FOLDERS})/[\w/.-]+)`")
RECORD = re.compile(r"decisions? (\d{4})")
SAYS_WHY = re.compile(r"(n/a|open|.*; open|.*\(open): \S.{3}")
# Counted from the files of OWASP ASVS 5.0.0, chapter by chapter, levels 1 and 2 together.
IN_CHAPTERS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13,
    14: 9, 15: 13, 16: 16, 17: 7,
}  # fmt: skip


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall((settings.BASE_DIR / "docs" / "asvs.md").read_text())


def test_each_requirement_has_one_row() -> None:
    numbers = [number for number, *_ in rows()]
    assert not [number for number, count in Counter(numbers).items() if count > 1]
    assert Counter(int(number.split(".")[0]) for number in numbers) == IN_CHAPTERS
    assert Counter(level for _, level, *_ in rows()) == {"1": 70, "2": 183}


def test_each_file_that_a_row_names_is_there() -> None:
    named = {name for *_, held_by in rows() for name in NAMED.findall(held_by)}
    assert len(named) > 40
    assert not {name for name in named if not (settings.BASE_DIR / name).exists()}


def test_each_row_names_a_test_or_a_record_or_says_why_not() -> None:
    """A test or a document that is there, a decision that is there, or a reason in words."""
    decisions = {path.name[:4] for path in (settings.BASE_DIR / "docs" / "decisions").iterdir()}
    bare = {
        number: held_by
        for number, *_, held_by in rows()
        if not re.search(r"`(tests|docs)/", held_by)
        and not set(RECORD.findall(held_by)) & decisions
        and not SAYS_WHY.match(held_by)
    }
    assert not bare

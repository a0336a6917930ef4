"""Two texts side by side, line by line."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    SAME = "same"
    LEAP = "leap"


MARKS = {"+": Mark.ADDED, "-": Mark.REMOVED, " ": Mark.SAME, "@": Mark.LEAP}


@dataclass(frozen=True, slots=True)
class Line:
    mark: Mark
    text: str


def between(old: Sequence[str], new: Sequence[str], *, around: int) -> Iterator[Line]:
    """What differs, with so many lines around it; a leap stands for what is left out."""
    found = difflib.unified_diff(old, new, n=around, lineterm="")
    for line in list(found)[2:]:  # after the names of the two files
        mark = MARKS[line[0]]
        yield Line(mark, "" if mark is Mark.LEAP else line[1:])

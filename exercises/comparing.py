"""What an editor has changed: a text beside the version before it, line by line, as in its file."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from exercises import wording
from exercises.models import ExerciseVersion
from exercises.yaml_writing import as_yaml


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


def before(version: ExerciseVersion) -> ExerciseVersion | None:
    """The newest of the versions before it, in the same language."""
    siblings = ExerciseVersion.objects.filter(
        exercise=version.exercise, language=version.language, number__lt=version.number
    )
    return siblings.select_related("exercise").order_by("-number").first()


def lines(old: ExerciseVersion, new: ExerciseVersion) -> Iterator[Line]:
    """What differs, with two lines around it; a leap stands for what is left out."""
    found = difflib.unified_diff(_lines(old), _lines(new), n=2, lineterm="")
    for line in list(found)[2:]:  # after the names of the two files
        mark = MARKS[line[0]]
        yield Line(mark, "" if mark is Mark.LEAP else line[1:])


def _lines(version: ExerciseVersion) -> list[str]:
    return as_yaml(wording.of(version)).splitlines()

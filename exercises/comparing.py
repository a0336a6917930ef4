"""What an editor has changed: a text beside the version before it, line by line, as in its file."""

from collections.abc import Iterator

from couples import differences
from couples.differences import Line
from exercises import wording
from exercises.models import ExerciseVersion
from exercises.yaml_writing import as_yaml


def before(version: ExerciseVersion) -> ExerciseVersion | None:
    """The newest of the versions before it, in the same language."""
    siblings = ExerciseVersion.objects.filter(
        exercise=version.exercise, language=version.language, number__lt=version.number
    )
    return siblings.select_related("exercise").order_by("-number").first()


def lines(old: ExerciseVersion, new: ExerciseVersion) -> Iterator[Line]:
    return differences.between(_lines(old), _lines(new), around=2)


def _lines(version: ExerciseVersion) -> list[str]:
    return as_yaml(wording.of(version)).splitlines()

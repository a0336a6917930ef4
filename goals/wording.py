"""What a goal says: its stage, its title, and a sentence for each of the five steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from goals.models import Idea, Ladder, Step, Version
from goals.models.idea import LONGEST_TITLE, Stage
from privacy.fields import readable

__all__ = ["LONGEST_STEP", "LONGEST_TITLE", "STEPS", "Gist", "Rung", "Worded"]

LONGEST_STEP: Final = 160
# The names of the fields, from the lowest step to the highest.
STEPS: Final[dict[str, Step]] = {one.name.lower(): one for one in Step}
LOST: Final = "This can’t be opened."


@dataclass(frozen=True, slots=True)
class Gist:
    """What a list says of a goal, and a therapist reads."""

    stage: str
    title: str

    @classmethod
    def of(cls, version: Version) -> Self:
        kept = readable(version, "gist", None)
        return cls(kept["stage"], kept["title"]) if kept else cls("", LOST)

    @property
    def stage_in_words(self) -> str:
        return str(Stage(self.stage).label) if self.stage else ""

    @property
    def kept(self) -> dict[str, str]:
        return {"stage": self.stage, "title": self.title}


@dataclass(frozen=True, slots=True)
class Rung:
    step: Step
    sentence: str


@dataclass(frozen=True, slots=True)
class Worded:
    """`sentences`: from the lowest step to the highest, as many as there are steps."""

    gist: Gist
    sentences: Sequence[str]

    @classmethod
    def read(cls, fields: Mapping[str, Any]) -> Self:
        gist = Gist(str(fields["stage"]), str(fields["title"]))
        return cls(gist, [str(fields[name]) for name in STEPS])

    @property
    def fields(self) -> dict[str, str]:
        return self.gist.kept | dict(zip(STEPS, self.sentences, strict=True))

    @property
    def rungs(self) -> list[Rung]:
        """The highest first, as on a ladder."""
        steps = zip(Step, self.sentences, strict=True)
        return [Rung(step, sentence) for step, sentence in steps][::-1]


def of(version: Version) -> Worded:
    ladder = Ladder.objects.filter(version=version).first()
    kept = readable(ladder, "steps", None) if ladder else None
    return Worded(Gist.of(version), kept or [LOST for _ in Step])


def from_idea(idea: Idea) -> dict[str, str]:
    return {"stage": idea.stage, "title": idea.title, Step.HOPED.name.lower(): idea.start}

"""Looking for something that fits: by a word, a need, the time there is, the kind.

What somebody looks for says something about them, and an address stays behind in the browser. So the
address of what was found holds the question sealed, with their own key: it can be opened again and kept
as a bookmark, it tells nobody anything, and it opens for nobody else.
"""

import json
from dataclasses import asdict, dataclass

from couples.models import User
from exercises import practising
from exercises.models import ExerciseVersion
from privacy import addresses, tokens


@dataclass(frozen=True, slots=True)
class Question:
    """`minutes`: at the most; 0 for any. The others are empty for any."""

    words: str = ""
    need: str = ""
    kind: str = ""
    minutes: int = 0

    def fits(self, version: ExerciseVersion) -> bool:
        exercise = version.exercise
        return (
            self.kind in {"", exercise.kind}
            and (not self.need or self.need in exercise.needs)
            and (not self.minutes or version.minutes <= self.minutes)
            and self._is_named_in(f"{version.title} {version.summary}".casefold())
        )

    def _is_named_in(self, text: str) -> bool:
        return all(word in text for word in self.words.casefold().split())


def find(question: Question, *, by: User) -> list[ExerciseVersion]:
    """Of what is published, in the editors’ order."""
    return [version for version in practising.offered(by) if question.fits(version)]


def sealed(question: Question, *, by: User) -> str:
    return addresses.seal(json.dumps(asdict(question)), person_id=by.pk, place=_place(by))


def opened(address: str, *, by: User) -> Question | None:
    """None for what this person did not ask."""
    words = addresses.open_(address, place=_place(by))
    return Question(**json.loads(words)) if words else None


def _place(person: User) -> bytes:
    return tokens.place("exercises", "question", person.pk)

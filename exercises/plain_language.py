"""What an editor may want to read once more before people do. It warns, and never refuses.

Plain means short sentences and everyday words. The rest is what no text here is to do: blame, diagnose,
promise, press, or take for granted who people are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from couples import blame
from exercises.models import ExerciseVersion, Step

WORDS_IN_A_SENTENCE: Final = 28
LETTERS_IN_A_WORD: Final = 15
SENTENCE: Final = re.compile(r"[^.!?…:;\n]+")
WORD: Final = re.compile(r"[\w’'-]+")


def _any_of(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


REASONS: Final = {
    "reads as a diagnosis": _any_of(
        "narciss\\w*", "borderline", "co-?dependen\\w*", "avoidants?", "frigid", "dysfunction\\w*",
        "disorders?", "toxic", "patholog\\w*", "neurotic\\w*",
    ),
    "promises what nobody can": _any_of(
        "guarante\\w*", "will (?:heal|fix|save|cure|solve)", "cures?", "always works", "never fails",
    ),
    "presses": _any_of(
        "you (?:must|have to|need to|ought to)", "your duty", "owes? (?:you|me|them|each other)",
        "no excuses?", "make (?:him|her|them) want",
    ),
    "takes for granted who people are": _any_of(
        "husbands?", "wi(?:fe|ves)", "boyfriends?", "girlfriends?", "opposite sex", "both sexes",
        "(?:men|women) (?:are|want|need|always|never)", "he or she", "his or her",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """`where`: which part of the text; `words`: as they stand there; `why`: what about them."""

    where: str
    words: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: “{self.words}” {self.why}."


def remarks(version: ExerciseVersion) -> list[Remark]:
    """In the order of the text."""
    head = [("Title", version.title), ("Summary", version.summary)]
    steps = [part for step in version.steps.order_by("position") for part in _parts(step)]
    return [Remark(where, *found) for where, text in head + steps for found in looked_at(text)]


def looked_at(text: str) -> Iterator[tuple[str, str]]:
    if blaming := blame.found_in(text):
        yield blaming, "reads as blame"
    for why, pattern in REASONS.items():
        yield from ((found[0], why) for found in pattern.finditer(text))
    for sentence in SENTENCE.findall(text):
        words = WORD.findall(sentence)
        if len(words) > WORDS_IN_A_SENTENCE:
            yield f"{' '.join(words[:6])} …", f"is a sentence of {len(words)} words"
        yield from (
            (word, "is a long word")
            for word in words
            if any(len(part) > LETTERS_IN_A_WORD for part in word.split("-"))
        )


def _parts(step: Step) -> Iterator[tuple[str, str]]:
    where = f"Step {step.position}"
    yield from (
        (where, text) for text in (step.title, step.text, step.prompt, step.options) if text
    )

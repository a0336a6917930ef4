"""Words in the lines of a picture, which breaks none by itself. Widths are guesses, rather too wide."""

from collections.abc import Iterator
from typing import Final

NARROW: Final = "ijlI.,:;'’|!() "
LESS: Final = 'frt-“”"'
WIDE: Final = "mwMW…—@%"
MOST_LINES: Final = 3


def width(words: str, size: float) -> float:
    return size * sum(map(_em, words))


def lines(words: str, *, room: float, size: float, at_most: int = MOST_LINES) -> list[str]:
    """What does not fit ends in “…”; the words stand in full beside the picture."""
    found = list(_broken(words.split(), room, size))
    if len(found) <= at_most:
        return found
    *kept, last = found[:at_most]
    while last and width(f"{last}…", size) > room:
        last = last[:-1].rstrip()
    return [*kept, f"{last}…"]


def _broken(words: list[str], room: float, size: float) -> Iterator[str]:
    line = ""
    for word in (part for one in words for part in _parts(one, room, size)):
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _parts(word: str, room: float, size: float) -> Iterator[str]:
    """A word that is longer than a line is cut."""
    part = ""
    for letter in word:
        if part and width(part + letter, size) > room:
            yield part
            part = ""
        part += letter
    yield part


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.3
    if letter in LESS:
        return 0.4
    if letter in WIDE:
        return 0.9
    if letter.isupper():
        return 0.7
    return 0.56 if letter < "\u2e80" else 1.05

"""A cycle as a picture: down on the left what one of the two does, up on the right what the other does, and
across what each sees of it. Whole numbers alone: a decimal comma would be read as something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cycle import wrapping
from cycle.loops import At, Loop, Step

PAD: Final = 12
GAP: Final = 34  # from box to box, with an arrow in it
APART: Final = 4  # between an arrow and a box, and between two things in a box
ROUND_OFF: Final = 2  # for the edge of the outermost boxes
TOP, UPPER, LOWER, BOTTOM = range(4)


@dataclass(frozen=True, slots=True)
class Size:
    """In units of the picture; `letters`: their size, `line`: from one line to the next."""

    name: str
    width: int
    between: int
    letters: int
    line: int

    @property
    def column(self) -> int:
        return (self.width - self.between) // 2


SIZES: Final = (Size("narrow", 320, 18, 15, 19), Size("wide", 640, 48, 17, 22))


@dataclass(frozen=True, slots=True)
class Text:
    y: int
    words: str


@dataclass(frozen=True, slots=True)
class Box:
    step: Step
    x: int
    y: int
    width: int
    height: int
    label: Sequence[Text]
    lines: Sequence[Text]

    @property
    def text_x(self) -> int:
        return self.x + PAD

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    x: int
    start: int
    end: int
    is_first: bool

    @property
    def head(self) -> str:
        back = self.end - 8 if self.end > self.start else self.end + 8
        return f"{self.x - 6},{back} {self.x},{self.end} {self.x + 6},{back}"


@dataclass(frozen=True, slots=True)
class Picture:
    size: Size
    height: int
    boxes: Sequence[Box]
    arrows: Sequence[Arrow]


def pictures(loop: Loop) -> list[Picture]:
    """For a narrow and for a wide page."""
    return [_whole(loop, size) if loop.is_whole else _half(loop, size) for size in SIZES]


def _whole(loop: Loop, size: Size) -> Picture:
    rows = [[one for one in loop.steps if _row(one) == row] for row in range(4)]
    boxes: dict[int, Box] = {}
    y = ROUND_OFF
    for row in rows:
        height = max((_height(one, size, _width(one, size)) for one in row), default=0)
        for one in row:
            x = ROUND_OFF if one.is_first or one.at == At.SEEN else size.width - size.column
            boxes[id(one)] = _box(one, size, x, y, _width(one, size), height)
        y += height + GAP if row else 0
    ring = [boxes[id(one)] for one in loop.steps]
    arrows = [_arrow(one, after, size) for one, after in pairwise([*ring, ring[0]])]
    return Picture(size, y - GAP + ROUND_OFF, ring, arrows)


def _half(loop: Loop, size: Size) -> Picture:
    boxes: list[Box] = []
    y, wide = ROUND_OFF, size.width - 2 * ROUND_OFF
    for one in loop.steps:
        height = _height(one, size, wide)
        boxes.append(_box(one, size, ROUND_OFF, y, wide, height))
        y += height + GAP
    arrows = [
        Arrow(one.middle, one.y + one.height + APART, after.y - APART, one.step.is_first)
        for one, after in pairwise(boxes)
    ]
    return Picture(size, y - GAP + ROUND_OFF, boxes, arrows)


def _row(step: Step) -> int:
    """The first goes down, the second comes up again."""
    if step.at == At.SEEN:
        return BOTTOM if step.is_first else TOP
    return UPPER if (step.at == At.CUE) == step.is_first else LOWER


def _width(step: Step, size: Size) -> int:
    return size.width - 2 * ROUND_OFF if step.at == At.SEEN else size.column - ROUND_OFF


def _arrow(one: Box, after: Box, size: Size) -> Arrow:
    """In the column of whoever it leads on from; what the other sees leads into the other’s column."""
    in_first = one.step.is_first if one.step.at != At.SEEN else after.step.is_first
    x = size.column // 2 if in_first else size.width - size.column // 2
    if after.y > one.y:
        return Arrow(x, one.y + one.height + APART, after.y - APART, in_first)
    return Arrow(x, one.y - APART, after.y + after.height + APART, in_first)


def _words(step: Step, size: Size, wide: int) -> tuple[list[str], list[list[str]]]:
    room = wide - 2 * PAD
    label = wrapping.lines(step.label, room=room, size=size.letters * 0.95)
    return label, [wrapping.lines(one, room=room, size=size.letters) for one in step.lines]


def _height(step: Step, size: Size, wide: int) -> int:
    label, lines = _words(step, size, wide)
    number = len(label) + sum(map(len, lines))
    return 2 * PAD + number * size.line + len(lines) * APART


def _box(step: Step, size: Size, x: int, y: int, wide: int, height: int) -> Box:
    label, lines = _words(step, size, wide)
    at = y + PAD - size.line // 4
    named, said = [], []
    for one in label:
        at += size.line
        named.append(Text(at, one))
    for item in lines:
        at += APART
        for one in item:
            at += size.line
            said.append(Text(at, one))
    return Box(step, x, y, wide, height, named, said)

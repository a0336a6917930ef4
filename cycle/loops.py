"""What both have shared, as one cycle: what touches the one, what they do then, what the other sees of it,
and what that touches in the other. It names no one as its beginning.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from couples.charts import names
from couples.models import Couple, User
from cycle import sharing, telling
from cycle.models import Choice
from cycle.telling import Kind, Told

NEWEST: Final = 20  # of each of the two: a cycle of long ago is another one
SHOWN: Final = 2  # of each kind: a picture of everything shows nothing
ONLY_OUTSIDE: Final = "What was done, and not what lay underneath"


class At(StrEnum):
    CUE = "cue"
    MOVE = "move"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Half:
    """Of one of the two; `seen`: what the other sees of the moves."""

    name: str
    cues: Sequence[str]
    moves: Sequence[str]
    seen: Sequence[str]
    feelings: Sequence[str]
    needs: Sequence[str]
    is_first: bool

    @property
    def is_there(self) -> bool:
        """What somebody did is what the other sees; without it nothing leads on."""
        return bool(self.moves)


@dataclass(frozen=True, slots=True)
class Step:
    """`is_first`: it belongs to the half of the first of the two."""

    at: At
    label: str
    lines: Sequence[str]
    is_first: bool


@dataclass(frozen=True, slots=True)
class Loop:
    """`is_whole`: both halves are there, and its last step leads to its first."""

    halves: Sequence[Half]
    steps: Sequence[Step]
    is_whole: bool

    @property
    def underneath(self) -> list[Half]:
        return [one for one in self.halves if one.feelings or one.needs]


def of(couple: Couple, *, seen_by: User) -> Loop | None:
    """Both halves, or one’s own; never the other’s alone."""
    partner = couple.partner_of(seen_by)
    if partner is None:
        return None
    people = couple.people
    called = names.told_apart([one.display_name for one in people])
    first, second = (
        _half(name, shared(one, couple), is_first=one == people[0])
        for name, one in zip(called, people, strict=True)
    )
    own, other = (first, second) if seen_by == people[0] else (second, first)
    if not own.is_there:
        return None
    if not other.is_there:
        return Loop((own,), list(_steps(own, other.name)), is_whole=False)
    steps = [*_steps(first, second.name), *_steps(second, first.name)]
    return Loop((first, second), steps, is_whole=True)


def shared(person: User, couple: Couple) -> list[Told]:
    """The newest first; what cannot be opened is left out."""
    found = (telling.of(one) for one in sharing.from_(person, couple)[:NEWEST])
    return [told for told in found if told is not None]


def _half(name: str, told: Sequence[Told], *, is_first: bool) -> Half:
    moves = _most(Kind.MOVE, told)
    looks = {one.words: one.seen for one in Choice.objects.known() if one.kind == Kind.MOVE}
    seen = [looks[move] for move in moves if looks.get(move)]
    outside = [ONLY_OUTSIDE] if moves else []
    return Half(
        name,
        _most(Kind.CUE, told),
        moves,
        seen or outside,
        _most(Kind.FEELING, told),
        _most(Kind.NEED, told),
        is_first,
    )


def _most(kind: Kind, told: Iterable[Told]) -> list[str]:
    """What comes up most often, and of two alike the newer one. How often is never said."""
    counted = Counter(line for one in told for line in one.lines(kind))
    return [line for line, _ in counted.most_common(SHOWN)]


def _steps(half: Half, other: str) -> Iterable[Step]:
    steps = (
        Step(At.CUE, f"This touches {half.name}", half.cues, half.is_first),
        Step(At.MOVE, f"Then {half.name}", half.moves, half.is_first),
        Step(At.SEEN, f"{other} sees", half.seen, half.is_first),
    )
    return [one for one in steps if one.lines]

"""What one page about a hard moment says: what was ticked, and words of one’s own beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Self

from cycle import choices
from cycle.models import Choice, Entry
from privacy.fields import readable

Kind = Choice.Kind

LONGEST_STORY: Final = 500
LONGEST_OWN: Final = 80
MOST_TICKED: Final = 6
# By the kind of what is ticked: the names of the two fields.
PARTS: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.CUE: ("cues", "own_cue"),
    Kind.MOVE: ("moves", "own_move"),
    Kind.FEELING: ("feelings", "own_feeling"),
    Kind.NEED: ("needs", "own_need"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Slugs and words. None of it has to be there."""

    story: str = ""
    cues: Sequence[str] = ()
    own_cue: str = ""
    moves: Sequence[str] = ()
    own_move: str = ""
    feelings: Sequence[str] = ()
    own_feeling: str = ""
    needs: Sequence[str] = ()
    own_need: str = ""

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    @property
    def kept(self) -> dict[str, Any]:
        """As it is sealed: what is empty takes no place, and the page is of one size anyhow."""
        facts = {name: value for name, value in asdict(self).items() if value}
        return {
            name: value if isinstance(value, str) else list(value) for name, value in facts.items()
        }

    def ticked(self, kind: Kind) -> Sequence[str]:
        slugs: Sequence[str] = getattr(self, PARTS[kind][0])
        return slugs

    def own(self, kind: Kind) -> str:
        return str(getattr(self, PARTS[kind][1]))

    def lines(self, kind: Kind) -> list[str]:
        """In the words of the list, then in the writer’s, which stand in quotation marks."""
        own = self.own(kind)
        words = [one.words for one in choices.named(self.ticked(kind))]
        return [*words, f"“{own}”"] if own else words

    @property
    def gist(self) -> str:
        """To know it again in a list."""
        lines = [line for kind in PARTS for line in self.lines(kind)]
        return self.story or ", ".join(lines)

    @property
    def parts(self) -> list[tuple[str, list[str]]]:
        """What a page shows of it, under the names of the kinds."""
        named = [(str(kind.label), self.lines(kind)) for kind in PARTS]
        return [(label, lines) for label, lines in named if lines]


def of(entry: Entry) -> Told | None:
    """None: it cannot be opened."""
    kept = readable(entry, "told", None)
    return None if kept is None else Told.read(kept)

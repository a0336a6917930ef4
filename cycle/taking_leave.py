"""What a person takes along of hard moments and of what the two made of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from couples import pairing
from couples.models import User
from cycle import telling
from cycle.models import Draft, Entry, Exit, Name
from cycle.telling import PARTS, Told
from leaving.belongings import Belonging
from leaving.shelves import AT_A_TIME, Row, Shelf
from privacy.fields import shown

LOST = "This page can’t be opened."
COLUMNS = {"day": "Day", "kept": "Kept", "shared": "Shared", "story": "What happened"}


def moments(person: User) -> Iterator[Row]:
    """The drafts after them, as far as they were typed."""
    couple = pairing.known_couple(person)
    ours = couple.pk if couple else None
    for one in Entry.objects.of(person).order_by("on", "pk").iterator(AT_A_TIME):
        is_shared = one.shared_in_id is not None and one.shared_in_id == ours
        yield (one.on, True, is_shared, *_said(telling.of(one)))
    for draft in Draft.objects.filter(person=person).order_by("pk").iterator(AT_A_TIME):
        fields = draft.typed
        yield (_day(fields), False, False, *_said(Told.read(fields) if fields else None))


def exits(person: User) -> Iterator[Row]:
    for one in Exit.objects.filter(person=person).order_by("pk").iterator(AT_A_TIME):
        yield (shown(one, "words"),)


def names(person: User) -> Iterator[Row]:
    """Of the couple of now, whoever gave it, and those that one gave before."""
    for one in Name.objects.filter(words__isnull=False).order_by("pk").iterator(AT_A_TIME):
        yield (shown(one, "words"),)


def _said(told: Told | None) -> list[str]:
    if told is None:
        return [LOST, *("" for _ in PARTS)]
    return [told.story, *("\n".join(told.lines(kind)) for kind in PARTS)]


def _day(fields: Mapping[str, Any] | None) -> date | None:
    return date.fromisoformat(fields["on"]) if fields and "on" in fields else None


SHELVES = {
    26: Shelf(
        "hard_moments",
        "Hard moments that you noted",
        "With what you began and did not keep. Nobody else has read those that were never shared.",
        COLUMNS | {name: str(kind.label) for kind, (name, _) in PARTS.items()},
        moments,
    ),
    27: Shelf(
        "cycle_name",
        "What you call your cycle",
        "Either of you may have named it.",
        {"name": "Name"},
        names,
    ),
    28: Shelf(
        "ways_out",
        "Ways out of your cycle",
        "Those that you marked, as both of you could read them.",
        {"words": "Your words"},
        exits,
    ),
}
BELONGINGS = tuple(Belonging(f"cycle_{table}") for table in ("draft", "entry", "name", "exit"))

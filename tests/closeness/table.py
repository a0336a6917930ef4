"""A table for two: options, what each says to their cards, and the weeks that pass."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from closeness import answering, beginning, closing, ending, options
from closeness.models import Item, Option, Round, Said, Seat, Wording
from closeness.models.option import WORDS
from closeness.models.seat import Limits
from closeness.options import Thing
from couples import pairing
from couples.models import Couple, User
from privacy.context import acting_as, as_dealer, as_steward, asking
from tests import factories

FIRST = 30  # of the level where everybody begins
OTHERS = 6
Says = Callable[[Thing], str | None]


def options_there(first: int = FIRST, others: int = OTHERS) -> None:
    rows = [
        Option(slug=f"l{level}-{number}", name=f"Thing {level}.{number}", **_facts(level))
        for level in range(1, 8)
        for number in range(first if level == 1 else others)
    ]
    with asking(factories.CONTENT_WORK):
        made = Option.objects.bulk_create(rows)
        Wording.objects.bulk_create(
            Wording(option=one, version=1, **{name: getattr(one, name) for name in WORDS})
            for one in made
        )
    options.changed()


def _facts(level: int) -> dict[str, Any]:
    return {
        "level": level,
        "what": "Something for two.",
        "is_not": "An exam.",
        "minutes": 10,
        "smaller": "Half of it\nOne minute of it",
    }


def of(person: User, *, now: datetime) -> Couple:
    return pairing.couple_of(person, now=now)


def begin(*people: User, now: datetime) -> None:
    for one in people:
        with acting_as(one):
            beginning.begin(of(one, now=now), by=one, now=now)


def say(one: User, says: Says, *, now: datetime) -> None:
    """`says`: to each card; nothing for one that is skipped."""
    with acting_as(one):
        ours = of(one, now=now)
        said = {card.pk: says(thing) for card, thing in answering.cards(ours, by=one)}
        answers = {card: word for card, word in said.items() if word}
        answering.say(ours, answers, by=one, now=now)


def yes(thing: Thing) -> str:
    return Said.ENJOY


def no(thing: Thing) -> str:
    return Said.NOT_NOW


def only(names: Iterable[str]) -> Says:
    liked = set(names)
    return lambda thing: Said.OPEN if thing.name in liked else Said.NOT_NOW


def hand(one: User, *, now: datetime) -> list[str]:
    """Names of what they are asked now."""
    with acting_as(one):
        return [thing.name for _, thing in answering.cards(of(one, now=now), by=one)]


def closes_at() -> datetime:
    with as_steward():
        return Round.objects.open().get().closes_at


def close() -> datetime:
    """The week ends; says when."""
    at = closes_at()
    assert closing.close_all(at) == 1
    return at


def page(one: User, *, now: datetime) -> list[str]:
    """Names of what stands there now."""
    return [thing.name for _, thing in items(one, now=now)]


def items(one: User, *, now: datetime) -> list[tuple[Item, Thing]]:
    with acting_as(one):
        return ending.standing(of(one, now=now), by=one, now=now)


def seat(one: User) -> Seat:
    with acting_as(one):
        return Seat.objects.select_related("person", "couple").get(person=one)


def limit(one: User, limits: Limits) -> None:
    """As if they had come so far, week by week."""
    with acting_as(one):
        mine = Seat.objects.get(person=one)
        mine.kept = limits.kept
        mine.save(update_fields=["kept"])


def limits(one: User) -> Limits:
    with acting_as(one):
        return Seat.objects.get(person=one).limits


def everywhere(rows: Any) -> Any:
    """What there is, as the dealer sees it."""
    with as_dealer():
        return list(rows)

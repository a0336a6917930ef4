"""Weeks of alice and bob: they begin, say things to their cards, and a page comes of it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from closeness import answering, beginning, closing, ending
from closeness.models import Item, Limits, Round, Said, Seat
from closeness.options import Thing
from couples.models import Couple, User
from privacy.context import acting_as, as_steward

HOW_MANY = {1: 24, 2: 2, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1}


def option(level: int, number: int) -> dict[str, Any]:
    return {
        "slug": f"of-level-{level}-{number}",
        "order": number,
        "level": level,
        "name": f"Thing {number} of level {level}",
        "what": f"The two of you do thing {number} of level {level}.",
        "is_not": "It leads nowhere.",
        "minutes": 5,
        "smaller": "A minute of it.\nOnly talk about it.",
    }


def both(couple: Couple) -> list[User]:
    with as_steward():
        return couple.people


def begin(couple: Couple, *people: User, now: datetime) -> None:
    for one in people or both(couple):
        with acting_as(one):
            beginning.begin(couple, by=one, now=now)


def limits(person: User) -> Limits:
    with acting_as(person):
        return Seat.objects.get(person=person).limits


def at_level(couple: Couple, person: User, level: int) -> None:
    """Their pace is there; the levels that are opened alone stay closed."""
    with acting_as(person):
        mine = Seat.objects.get(couple=couple, person=person)
        mine.kept = Limits(level=level).kept
        mine.save(update_fields=["kept"])


def hand(couple: Couple, person: User) -> list[tuple[str, Thing]]:
    with acting_as(person):
        return [(card.pk, thing) for card, thing in answering.cards(couple, by=person)]


def say_yes(couple: Couple, *people: User, now: datetime, to: Collection[str] = ()) -> None:
    """To all of their cards, or to those of these names."""
    for one in people or both(couple):
        cards = hand(couple, one)
        said = {card: Said.OPEN for card, thing in cards if not to or thing.name in to}
        with acting_as(one):
            answering.say(couple, said, by=one, now=now)


def close(couple: Couple) -> datetime:
    """The week ends; gives the moment after."""
    with as_steward():
        running = Round.objects.open().get(couple=couple)
    after = running.closes_at + timedelta(minutes=1)
    assert closing.close_all(after) == 1
    return after


def page(couple: Couple, person: User, *, now: datetime) -> list[tuple[Item, Thing]]:
    with acting_as(person):
        return ending.standing(couple, by=person, now=now)


def titles(rows: Iterable[tuple[Item, Thing]]) -> list[str]:
    return [thing.title for _, thing in rows]

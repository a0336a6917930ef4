"""What stands on the pages. Nothing of it depends on what the other alone has said, opened or done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from closeness import answering, ending, ground, holding, menus, options
from closeness.holding import Held
from closeness.models import OPENED_ALONE, Card, Item, Level, Limits, Round, Seat
from closeness.options import Thing
from couples.models import Couple, User
from privacy import keys
from privacy.fields import readable
from privacy.ready import Ready

IN_PLAIN_WORDS: Final[Mapping[Level, str]] = {
    Level.ROUTINES: "A warm drink made for two, a chore side by side.",
    Level.WORDS: "A kind line, a joke that is only yours, a minute of full attention.",
    Level.TIME: "An hour for something that you both like.",
    Level.AFFECTION: "A hand held, a hug, leaning on each other. That is all, and it is whole.",
    Level.SENSUAL: "Warmth and slow touch for its own sake. It is not the way to anything.",
    Level.GENTLE: "Desire may be there: slowly, with words, and with every way to stop.",
    Level.OPEN: "What the two of you like, as free as it feels right to both.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Something on the page of the week."""

    item: Item
    thing: Thing
    i_did: bool


@dataclass(frozen=True, slots=True)
class Week:
    """`next_at`: when the next page comes; None while it is being made. `i_agreed`: to what is proposed.
    `is_closed`: the lock of one’s own words is, and what one alone has noted is not in it.
    """

    things: list[Standing]
    idea: Thing | None
    next_at: datetime | None
    held: Held | None
    i_agreed: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """`open_until`: the day on which a consent ends by itself; `may_open`: what lies below is open."""

    level: Level
    words: str
    is_reached: bool
    is_mine: bool
    is_left_out: bool
    asks: bool
    open_until: date | None
    may_open: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """`may_rise`: not yet in the week in which they went one level further."""

    rungs: list[Rung]
    next: Rung | None
    may_rise: bool


def week(couple: Couple, person: User, now: datetime, *, is_closed: bool) -> Week:
    keys.of(person.pk)  # also where there is nothing to open: an empty page asks as much
    running = _running(couple, now)
    standing = ending.standing(couple, by=person, now=now)
    held = holding.held(couple, now)
    did = {item.pk for item, _ in standing if not is_closed and readable(item, "did", None)}
    return Week(
        [Standing(item, thing, item.pk in did) for item, thing in standing],
        _idea(f"{couple.public_id} {running.closes_on if running else ''}"),
        running.closes_at if running else None,
        held,
        held is not None and not is_closed and holding.has_agreed(held.hold, person),
        is_closed,
    )


def hand(couple: Couple, person: User, now: datetime) -> list[tuple[Card, Thing]]:
    """Nothing between the end of a week and the next cards."""
    return answering.cards(couple, by=person) if _running(couple, now) else []


def pace(seat: Seat, couple: Couple, now: datetime) -> Ladder:
    limits, running = seat.limits, _running(couple, now)
    left_out, today = ground.left_out(couple), seat.person.local_date(now)
    rungs = [_rung(one, limits, left_out, today) for one in Level if one not in left_out]
    following = limits.next_level(left_out)
    return Ladder(
        rungs,
        next((one for one in rungs if one.level == following), None),
        running is not None and limits.may_rise(running.closes_on),
    )


def rung(level: int, seat: Seat, couple: Couple, now: datetime) -> Rung:
    left_out = ground.left_out(couple)
    return _rung(Level(level), seat.limits, left_out, seat.person.local_date(now))


def _rung(level: Level, limits: Limits, left_out: frozenset[int], today: date) -> Rung:
    below = set(range(OPENED_ALONE[0], level)) - left_out
    highest = max(one for one in Level if one <= limits.level and one not in left_out)
    until = limits.opened.get(str(level.value)) if limits.is_opened(level, today) else None
    return Rung(
        level=level,
        words=IN_PLAIN_WORDS[level],
        is_reached=level <= limits.level,
        is_mine=level == highest,
        is_left_out=level in left_out,
        asks=level in OPENED_ALONE,
        open_until=date.fromordinal(until) if until else None,
        may_open=all(limits.is_opened(one, today) for one in below),
    )


_RUNNING = Ready[Round](
    lambda couple, now: (
        Round.objects.open().filter(couple=couple, closes_at__gt=now).order_by("pk")[:1]
    ),
    couple=Couple,
    now=datetime,
)


def _running(couple: Couple, now: datetime) -> Round | None:
    return next(iter(_RUNNING(couple=couple, now=now)), None)


def _idea(occasion: str) -> Thing | None:
    """One for both, for as long as the week runs."""
    offered = {one.name: one for one in options.at_level(Level.ROUTINES)}
    name = menus.idea(offered, occasion=occasion)
    return offered[name] if name else None

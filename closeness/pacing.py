"""Each one’s own pace: up by one level a round at most, back at once; and a consent of its own to each of the
levels 5 to 7, which ends after 28 days. Nobody else is shown any of it, nor what follows from it alone.
"""

from datetime import date, datetime

from django.db import transaction

from closeness import dealing, ending, ground
from closeness.models import OPENED_ALONE, Limits, Round, Seat
from privacy.context import as_dealer


class NotYet(Exception):
    """One level a round."""


class NotOpened(Exception):
    """The level before it is closed."""


def held(seat: Seat) -> Seat:
    """Read anew; no other tab of the same person changes it until the transaction ends."""
    return Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)


def keep(seat: Seat, limits: Limits, *, on: date | None = None) -> None:
    """What is on the page and not open any more leaves it, for both."""
    with as_dealer():
        dealing.hold(seat.couple_id)
    seat.kept = limits.kept
    seat.save(update_fields=["kept"])
    open_levels = limits.open_levels(on or date.min, ground.left_out(seat.couple))
    ending.end_outside(seat.couple, seat.person, open_levels)


@transaction.atomic
def rise(seat: Seat, *, now: datetime) -> int:
    """To the next level that their practice has; says to which."""
    mine = held(seat)
    closes_on, level = _closes_on(mine), mine.limits.next_level(ground.left_out(mine.couple))
    if closes_on is None or level is None or not mine.limits.may_rise(closes_on):
        raise NotYet
    keep(mine, mine.limits.risen(level, closes_on), on=_today(mine, now))
    return level


@transaction.atomic
def step_back(seat: Seat, level: int, *, now: datetime) -> None:
    mine = held(seat)
    keep(mine, mine.limits.at(level), on=_today(mine, now))


@transaction.atomic
def open_level(seat: Seat, level: int, *, now: datetime) -> None:
    """Anew, or for another 28 days."""
    mine = held(seat)
    left_out = ground.left_out(mine.couple)
    below = set(range(OPENED_ALONE[0], level)) - left_out
    if (
        level not in OPENED_ALONE
        or level in left_out
        or level > mine.limits.level
        or not all(mine.limits.is_opened(one, _today(mine, now)) for one in below)
    ):
        raise NotOpened
    keep(mine, mine.limits.opening(level, _today(mine, now)), on=_today(mine, now))


@transaction.atomic
def close_level(seat: Seat, level: int, *, now: datetime) -> None:
    mine = held(seat)
    keep(mine, mine.limits.closing(level), on=_today(mine, now))


@transaction.atomic
def draw_line(seat: Seat, line: int) -> None:
    """It is about what comes: nothing leaves the page for it."""
    mine = held(seat)
    mine.kept = mine.limits.with_line(line).kept
    mine.save(update_fields=["kept"])


def _today(seat: Seat, now: datetime) -> date:
    return seat.person.local_date(now)


def _closes_on(seat: Seat) -> date | None:
    running = Round.objects.open().filter(couple=seat.couple).first()
    return running.closes_on if running else None

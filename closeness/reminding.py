"""A new page every week: the same message to each of the two at the same minute, whatever is on it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from closeness.models import Round, Seat, Spectrum
from reminders.kinds import Kind, Occasion
from reminders.models import Preferences, Reminder

AFTER: Final = timedelta(minutes=5)  # the page is there by then
OF_USE_FOR: Final = timedelta(days=2)


def occasions(
    people: Collection[Preferences], now: datetime, until: datetime
) -> Iterable[Occasion]:
    """By the calendar alone, to whoever had begun by then."""
    seats = Seat.objects.filter(person__in=[one.person_id for one in people])
    sitting = [(one.couple_id, one.person_id, one.began_at) for one in seats]
    couples = [couple for couple, *_ in sitting]
    soon = Round.objects.filter(couple__in=couples, couple__ended_at=None)
    for one in soon.filter(closes_at__gt=now - OF_USE_FOR, closes_at__lte=until):
        for couple, person, began_at in sitting:
            if couple == one.couple_id and one.closes_at > began_at:
                at = one.closes_at + AFTER
                yield Occasion(person, one.pk, at=at, until=at + OF_USE_FOR)


def finished(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    """Nobody is called to a page that rests, or that is not there yet."""
    rounds = Round.objects.filter(pk__in=[one.occurrence for one in reminders])
    closed = rounds.exclude(closed_at=None)
    resting = Spectrum.objects.filter(rests=True).values("couple")
    there = set(closed.exclude(couple__in=resting).values_list("pk", flat=True))
    return [one.pk for one in reminders if one.occurrence not in there]


NEW_PAGE = Kind("closeness", "Our new page of the week is there", occasions, finished)

"""What the rules look at, as the house. Only what both partners may read of each other by themselves.

A check-in opens to the partner with their own of the same day, so a day counts once both are in.
"""

from datetime import date

from django.db.models import Max

from checkins import facts
from checkins.models import Moment
from couples.models import Couple, Pause


def days_of_both(couple: Couple, *, since: date, until: date) -> list[date]:
    return facts.days_of_both(couple, start=since, end=until)


def days_of_appreciation(couple: Couple) -> int:
    return facts.appreciation_days(couple)


def hard_days(couple: Couple, *, since: date, until: date) -> set[date]:
    hard = facts.hard_days(couple, start=since, end=until)
    return set(hard) & set(facts.days_of_both(couple, start=since, end=until))


def notes_shared(couple: Couple) -> dict[int, int]:
    return facts.notes_shared(couple)


def moments_held(couple: Couple, *, since: date, until: date) -> int:
    held = Moment.objects.of(couple).filter(status=Moment.Status.HELD)
    return held.filter(on__range=(since, until)).count()


def last_pause_ended(couple: Couple, *, by: date) -> date | None:
    """The day on which the last pause was over, if that day has come."""
    past = Pause.objects.filter(couple=couple, ends_at__date__lte=by)
    ended = past.aggregate(last=Max("ends_at"))["last"]
    return ended.date() if ended else None

"""Sums that a caseload sorts by, kept in the transaction of what changes them."""

from collections.abc import Collection
from datetime import date, timedelta
from statistics import fmean

from care import locks
from care.models import LastActivity, Lately
from checkins import facts
from checkins.facts import Rating
from couples.happenings import Kind
from couples.models import Couple, Happening
from privacy.context import as_steward

WEEK = timedelta(days=7)
ACTIVITY = {
    Kind.CHECKED_IN: LastActivity.Kind.RATINGS,
    Kind.CHECK_IN_CHANGED: LastActivity.Kind.RATINGS,
    Kind.MOMENT_HELD: LastActivity.Kind.MILESTONES,
    Kind.EXERCISE_FINISHED: LastActivity.Kind.EXERCISES,
}


def keep(happening: Happening) -> None:
    kind = ACTIVITY[Kind(happening.kind)]
    with as_steward():
        locks.one_at_a_time(happening.couple_id)
        last = _last_day(happening.couple, kind, happening.on)
        if kind == LastActivity.Kind.RATINGS:
            _keep_closeness(happening.couple, until=last)


def _last_day(couple: Couple, kind: LastActivity.Kind, on: date) -> date:
    """A day that is filled in afterwards does not move the last day back."""
    row, _ = LastActivity.objects.get_or_create(couple=couple, kind=kind, defaults={"on": on})
    LastActivity.objects.filter(pk=row.pk, on__lt=on).update(on=on)
    return max(row.on, on)


def _keep_closeness(couple: Couple, *, until: date) -> None:
    """Both together: a sum that could tell one partner from the other is not kept."""
    ratings = facts.ratings([couple.pk], start=until - 2 * WEEK + timedelta(days=1), end=until)
    lately = [one for one in ratings if one.on > until - WEEK]
    before = [one for one in ratings if one.on <= until - WEEK]
    Lately.objects.update_or_create(
        couple=couple,
        defaults={
            "until": until,
            "closeness": _closeness(lately),
            "closeness_before": _closeness(before) if before else None,
        },
    )


def _closeness(ratings: Collection[Rating]) -> float:
    return fmean(one.closeness for one in ratings)

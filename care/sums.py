"""Sums that a caseload sorts by, kept in the transaction of what changes them."""

from collections.abc import Collection
from datetime import date, timedelta
from statistics import fmean
from typing import cast

from django.db import connection

from care import locks
from care.models import LastActivity, Lately
from checkins import facts
from checkins.facts import Rating
from couples.happenings import Kind
from couples.models import Couple, Happening
from privacy.context import as_steward

# One statement for what get_or_create and a guarded update take five for, at every check-in.
KEEP_LATEST = """
INSERT INTO care_lastactivity AS kept (couple_id, kind, "on") VALUES (%s, %s, %s)
ON CONFLICT (couple_id, kind) DO UPDATE SET "on" = greatest(kept."on", excluded."on")
RETURNING "on"
"""
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
    with connection.cursor() as cursor:
        cursor.execute(KEEP_LATEST, [couple.pk, kind, on])
        (last,) = cursor.fetchone()
    return cast(date, last)


def _keep_closeness(couple: Couple, *, until: date) -> None:
    """Both together: a sum that could tell one partner from the other is not kept."""
    ratings = facts.ratings([couple.pk], start=until - 2 * WEEK + timedelta(days=1), end=until)
    lately = [one for one in ratings if one.on > until - WEEK]
    before = [one for one in ratings if one.on <= until - WEEK]
    if not lately:  # the newest days were erased: nothing recent to sum up
        return
    row = Lately(
        couple=couple,
        until=until,
        closeness=_closeness(lately),
        closeness_before=_closeness(before) if before else None,
    )
    Lately.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["couple"],
        update_fields=["until", "closeness", "closeness_before"],
    )


def _closeness(ratings: Collection[Rating]) -> float:
    return fmean(one.closeness for one in ratings)

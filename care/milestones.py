"""Reaching a milestone: in the transaction of what brings it, once for a couple, whoever comes first."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from care import evidence, locks, rules
from care.models import Earned, Greeted, Milestone, TherapistMilestone
from couples.celebrations import Celebration
from couples.happenings import Kind
from couples.models import Couple, Happening, User
from privacy.context import as_steward
from privacy.fields import readable
from privacy.ready import Ready


class WordedAlready(Exception):
    """The therapist has written this milestone for this couple before."""


def look(happening: Happening) -> None:
    if happening.kind in rules.CHECKED_IN:
        _look_after_a_check_in(happening)
    else:
        _look(happening)


def _look_after_a_check_in(happening: Happening) -> None:
    """The trigger that keeps the sums has taken the couple’s lock already."""
    possible = rules.after(Kind(happening.kind))
    found = evidence.after_a_check_in(happening.couple, happening.on, possible)
    if found and (
        reached := [
            pk for pk, rule in found.milestones.items() if rules.holds(rule, found.evidence)
        ]
    ):
        with as_steward():
            _earn(happening, reached)


def _look(happening: Happening) -> None:
    """As the house, since a rule looks at both partners; what it reads stays here."""
    with as_steward():
        locks.one_at_a_time(happening.couple_id)
        seen = evidence.Evidence(happening.couple, happening.on)
        open_now = _open(happening)
        _earn(happening, [one.pk for one in open_now if rules.holds(one.rule, seen)])


def _earn(happening: Happening, reached: Collection[int]) -> None:
    whose = {"couple_id": happening.couple_id, "on": happening.on, "at": happening.at}
    Earned.objects.bulk_create(Earned(milestone_id=pk, **whose) for pk in reached)


def may_be_new(person: User, now: datetime) -> Q:
    """For a couple of the outer query: something not yet read of, or read of within a day."""
    ours = Earned.objects.filter(couple=OuterRef("pk"))
    greeted = Greeted.objects.filter(person=person, at__gt=now - timedelta(days=1))
    return Q(Exists(ours.not_greeted_by(person))) | Q(Exists(greeted))


def _newest(person: User, couple: Couple) -> QuerySet[Any, Any]:
    mine = Greeted.objects.filter(earned=OuterRef("pk"), person=person).values("at")
    newest_first = Earned.objects.of(couple).order_by("-at", "-pk")
    told = newest_first.values_list("milestone__title", "milestone__line", Subquery(mine[:1]))
    return told[:1]


_NEWEST = Ready[tuple[str, str, datetime | None]](_newest, person=User, couple=Couple)


def of_today(person: User, couple: Couple, now: datetime) -> Celebration | None:
    """The newest, from when this person first reads of it until their day is over."""
    title, line, greeted_at = next(iter(_NEWEST(person=person, couple=couple)), ("", "", None))
    if not title or (greeted_at and person.local_date(greeted_at) != person.local_date(now)):
        return None
    if greeted_at is None:
        greet(person, couple, now=now)
    return Celebration(title, line, reverse("care:milestones"))


def greet(person: User, couple: Couple, *, now: datetime) -> None:
    """From now on nothing that the two have reached is new to this person."""
    new = Earned.objects.of(couple).not_greeted_by(person)
    Greeted.objects.bulk_create(
        [Greeted(earned=earned, person=person, at=now) for earned in new], ignore_conflicts=True
    )


@transaction.atomic
def add(couple: Couple, *, title: str, line: str, by: User, now: datetime) -> TherapistMilestone:
    """The database cannot compare what it holds sealed, so one at a time looks and writes."""
    locks.one_at_a_time(couple.pk)
    mine = TherapistMilestone.objects.of(couple).visible_to(by)
    if any(readable(one, "title", None) == title for one in mine):
        raise WordedAlready
    return TherapistMilestone.objects.create(
        couple=couple, therapist=by, title=title, line=line, added_at=now
    )


def mark(milestone: TherapistMilestone, *, on: date, now: datetime) -> None:
    """From here on both partners read it. Marking it twice keeps the first day."""
    unmarked = TherapistMilestone.objects.filter(pk=milestone.pk, marked_at=None)
    unmarked.update(reached_on=on, marked_at=now)


def marked_on(day: date, couple: Couple, *, by: User) -> list[TherapistMilestone]:
    """The therapist’s own that they marked on this day of theirs: until it is over, a slip can be mended."""
    mine = TherapistMilestone.objects.of(couple).visible_to(by).marked()
    return [one for one in mine if one.marked_at and by.local_date(one.marked_at) == day]


@transaction.atomic
def unmark(milestone: TherapistMilestone, *, by: User, now: datetime) -> None:
    """It lies ahead again, and the partners read it no more. On the same day only."""
    if milestone in marked_on(by.local_date(now), milestone.couple, by=by):
        TherapistMilestone.objects.filter(pk=milestone.pk).update(reached_on=None, marked_at=None)


def remove(milestone: TherapistMilestone) -> None:
    """Only what the partners have not read."""
    TherapistMilestone.objects.filter(pk=milestone.pk, marked_at=None).delete()


def _open(happening: Happening) -> list[Milestone]:
    possible = Milestone.objects.watched().filter(rule__kind__in=rules.after(Kind(happening.kind)))
    return list(possible.exclude(earned__couple=happening.couple_id).order_by("order"))

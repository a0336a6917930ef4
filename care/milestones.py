"""Reaching a milestone: in the transaction of what brings it, once for a couple, whoever comes first."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from care import locks, rules
from care.models import Earned, Greeted, Milestone, TherapistMilestone
from couples.models import Couple, Happening, User
from privacy.context import as_steward


class WordedAlready(Exception):
    """The therapist has written this milestone for this couple before."""


def look(happening: Happening) -> None:
    """As the house, since a rule looks at both partners; what it reads stays here."""
    with as_steward():
        locks.one_at_a_time(happening.couple_id)
        for milestone in _open(happening):
            if rules.holds(milestone.rule, happening.couple, happening.on):
                Earned.objects.create(
                    couple=happening.couple, milestone=milestone, on=happening.on, at=happening.at
                )


def new_for(person: User, couple: Couple) -> list[Earned]:
    """What the two have reached and this person has not yet been told."""
    earned = Earned.objects.of(couple).not_greeted_by(person)
    return list(earned.order_by("at", "milestone__order"))


def greet(person: User, couple: Couple, *, now: datetime) -> None:
    new = [Greeted(earned=earned, person=person, at=now) for earned in new_for(person, couple)]
    Greeted.objects.bulk_create(new, ignore_conflicts=True)


@transaction.atomic
def add(couple: Couple, *, title: str, line: str, by: User, now: datetime) -> TherapistMilestone:
    try:
        with transaction.atomic():
            return TherapistMilestone.objects.create(
                couple=couple, therapist=by, title=title, line=line, added_at=now
            )
    except IntegrityError as error:  # therapist_words_a_milestone_once
        raise WordedAlready from error


def mark(milestone: TherapistMilestone, *, on: date, now: datetime) -> None:
    """From here on both partners read it. Marking it twice keeps the first day."""
    unmarked = TherapistMilestone.objects.filter(pk=milestone.pk, marked_at=None)
    unmarked.update(reached_on=on, marked_at=now)


def _open(happening: Happening) -> list[Milestone]:
    possible = Milestone.objects.watched().filter(
        rule__kind__in=rules.after(Happening.Kind(happening.kind))
    )
    return list(possible.exclude(earned__couple=happening.couple_id).order_by("order"))

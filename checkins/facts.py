"""What other apps may know of check-ins: days, counts and numbers; never a word anybody wrote.

Each asks with the eyes of whoever calls. Rules that look at both partners call them `as_steward`;
called as a therapist they answer within what the couple agreed to.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from checkins.models import CheckIn, SafetyAnswer
from couples.models import Couple
from privacy import fields

ANSWER = fields.of(SafetyAnswer)["answer"]
FAR_APART = 3
UNDER_STRAIN = 8


@dataclass(frozen=True, slots=True)
class Rating:
    couple_id: int
    person_id: int
    on: date
    closeness: int
    stress: int | None


def days(couple: Couple, *, start: date, end: date) -> dict[int, set[date]]:
    """Who (primary key) checked in on which days, both ends included."""
    found: dict[int, set[date]] = defaultdict(set)
    rows = CheckIn.objects.filter(couple=couple, on__range=(start, end))
    for person_id, on in rows.values_list("person_id", "on"):
        found[person_id].add(on)
    return found


def days_of_both(couple: Couple, *, start: date, end: date) -> list[date]:
    """Days on which two people checked in, in order."""
    return list(_open_days(couple).filter(on__range=(start, end)).order_by("on"))


def hard_days(couple: Couple, *, start: date, end: date) -> list[date]:
    """Days on which either felt far apart or under much strain, in order."""
    hard = Q(closeness__lte=FAR_APART) | Q(stress__gte=UNDER_STRAIN)
    rows = CheckIn.objects.filter(hard, couple=couple, on__range=(start, end))
    return list(rows.order_by("on").values_list("on", flat=True).distinct())


def ratings(couples: Collection[int], *, start: date, end: date) -> list[Rating]:
    """Closeness and stress of many couples (primary keys) in one query, by person and day."""
    rows = CheckIn.objects.filter(couple__in=couples, on__range=(start, end))
    ordered = rows.order_by("couple", "person", "on")
    return [
        Rating(*row)
        for row in ordered.values_list("couple_id", "person_id", "on", "closeness", "stress")
    ]


def _open_days(couple: Couple) -> "QuerySet[CheckIn, date]":
    """Both have checked in, so that each may read the other's part."""
    rows = CheckIn.objects.filter(couple=couple).values("on")
    both = rows.annotate(people=Count("person", distinct=True)).filter(people=2)
    return both.values_list("on", flat=True)


def answered_at(couple: OuterRef, *, since: datetime) -> Subquery:
    """When somebody in the couple has answered about their safety since then, by the database’s clock."""
    answers = SafetyAnswer.objects.filter(couple=couple, written_at__gte=since)
    return Subquery(answers.values("written_at")[:1])


def last_unsafe_days(couples: Collection[int], *, since: date) -> tuple[dict[int, date], set[int]]:
    """By couple, the last day on which somebody did not feel safe; and the couples of which that is not
    certain, since a later answer cannot be opened. For the therapist who asks: the house itself may not
    look at these answers, and to the database they are noise.
    """
    answers = SafetyAnswer.objects.filter(couple__in=couples, on__gte=since)
    found: dict[int, date] = {}
    uncertain: set[int] = set()
    rows = answers.order_by("-on").values_list("couple_id", "on", "answer", *ANSWER.binding)
    for couple_id, on, *sealed in rows:
        if couple_id in found:
            continue
        answer = ANSWER.readable(*sealed)
        if answer is None:
            uncertain.add(couple_id)
        elif answer == SafetyAnswer.Answer.NOT_REALLY:
            found[couple_id] = on
    return found, uncertain

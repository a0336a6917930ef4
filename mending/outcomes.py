"""How a repair attempt went, for each of the two. Either’s note opens to the other once both have one.

To say nothing is no note: it looks like not having looked.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from couples import locks
from couples.models import User
from mending import attempting
from mending.models import Attempt, Noticed, Outcome, Result
from privacy.fields import shown


class MovedOn(Exception):
    """It is gone, or was noted before."""


@dataclass(frozen=True, slots=True)
class Seen:
    """As one of the two sees it; `mine` and `theirs`: what was noted, in words, or nothing."""

    attempt: Attempt
    words: str
    mine: str
    theirs: str
    is_put_away: bool


@transaction.atomic
def open_(attempt: Attempt, *, by: User, now: datetime) -> Seen:
    """From now on Today says nothing of it any more to whoever got it."""
    locks.hold(attempt.couple)
    _still_stands(attempt)
    Noticed.objects.get_or_create(attempt=attempt, person=by, defaults={"opened_at": now})
    return of(attempt, by=by)


def of(attempt: Attempt, *, by: User) -> Seen:
    mine, theirs = notes(attempt, by=by)
    return Seen(
        attempt,
        attempting.words_of(attempt),
        mine,
        theirs,
        is_put_away=Noticed.objects.filter(attempt=attempt, person=by, put_away=True).exists(),
    )


def notes(attempt: Attempt, *, by: User) -> tuple[str, str]:
    """One's own, and the other's once it is open to them; in words, or nothing."""
    noted = {one.person_id: shown(one, "result") for one in Outcome.objects.filter(attempt=attempt)}
    return noted.pop(by.pk, ""), next(iter(noted.values()), "")


@transaction.atomic
def note(attempt: Attempt, result: Result, *, by: User, now: datetime) -> None:
    """It stays as it was noted first: whoever could change it would answer the other’s note."""
    locks.hold(attempt.couple)
    _still_stands(attempt)
    if Outcome.objects.filter(attempt=attempt, person=by).exists():
        raise MovedOn
    Noticed.objects.get_or_create(attempt=attempt, person=by, defaults={"opened_at": now})
    Outcome.objects.create(attempt=attempt, person=by, result=result)


@transaction.atomic
def put_away(attempt: Attempt, *, away: bool, by: User, now: datetime) -> None:
    locks.hold(attempt.couple)
    _still_stands(attempt)
    facts = {"put_away": away}
    Noticed.objects.update_or_create(
        attempt=attempt, person=by, defaults=facts, create_defaults=facts | {"opened_at": now}
    )


def _still_stands(attempt: Attempt) -> None:
    if not Attempt.objects.standing().filter(pk=attempt.pk).exists():
        raise MovedOn

"""Options of one’s own, added openly: they enter both decks by the same rule as every other."""

from datetime import datetime

from django.db import transaction

from closeness.models import OwnOption
from closeness.models.own import MOST_NEW, MOST_OWN, NEW_FOR
from couples import locks
from couples.models import Couple, User


class Enough(Exception):
    """As many of one person as two can keep in view."""


class TooManyNew(Exception):
    """Three new ones in four weeks, removed ones counted: a question asked in many ways would draw again."""


def of(couple: Couple) -> list[OwnOption]:
    return list(OwnOption.objects.of(couple).order_by("level", "added_at"))


@transaction.atomic
def add(
    couple: Couple,
    *,
    level: int,
    name: str,
    what: str,
    minutes: int,
    token: str,
    by: User,
    now: datetime,
) -> OwnOption:
    """With the same token it is added once."""
    locks.hold(couple)
    known = OwnOption.objects.filter(person=by, token=token).first()
    if known:
        return known
    mine = OwnOption.objects.filter(couple=couple, person=by)
    if mine.filter(retired_at=None).count() >= MOST_OWN:
        raise Enough
    if mine.filter(added_at__gt=now - NEW_FOR).count() >= MOST_NEW:
        raise TooManyNew
    return OwnOption.objects.create(
        couple=couple,
        person=by,
        token=token,
        level=level,
        name=name,
        what=what,
        minutes=minutes,
        added_at=now,
    )


def remove(public_id: str, *, by: User, now: datetime) -> bool:
    """Whoever added it. Its cards and its place on a page go with it, for both; False where it has gone."""
    mine = OwnOption.objects.filter(pk=public_id, person=by, retired_at=None)
    return mine.update(retired_at=now) == 1

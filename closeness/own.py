"""Options of one’s own, added openly: they enter both decks by the same rule as every other."""

from datetime import datetime

from django.db import transaction

from closeness.models import OwnOption
from closeness.models.own import MOST_OWN
from couples import locks
from couples.models import Couple, User


class Enough(Exception):
    """As many as a couple can keep in view."""


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
    if OwnOption.objects.of(couple).count() >= MOST_OWN:
        raise Enough
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

"""What goes from one to the other reaches them: both are here, and the two do not rest."""

from datetime import datetime

from couples import pauses
from couples.models import Couple, User


class NobodyThere(Exception):
    """It takes two."""


class Resting(Exception):
    """While the two rest, nothing new comes from one to the other."""


def partner(couple: Couple, *, by: User) -> User:
    """Who it goes to. Under the lock of the couple: either may just be leaving."""
    present = {one.person_id for one in couple.memberships.filter(left_at=None)}
    other = couple.partner_of(by)
    if other is None or not {by.pk, other.pk} <= present:
        raise NobodyThere
    return other


def awake(couple: Couple, *, by: User, now: datetime) -> User:
    """Who it goes to, now."""
    other = partner(couple, by=by)
    if pauses.is_paused(couple, now):
        raise Resting
    return other

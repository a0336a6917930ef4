"""How two people become a couple, and how either leaves."""

from datetime import datetime

from django.db import transaction

from couples.models import Couple, Membership, User


@transaction.atomic
def couple_of(person: User, *, now: datetime) -> Couple:
    """The person's couple of today; somebody who has none starts on their own."""
    couple = Couple.objects.of(person).first()
    return couple or start_alone(person, now=now)


def start_alone(person: User, *, now: datetime) -> Couple:
    couple = Couple.objects.create(started_by=person, started_at=now)
    Membership.objects.create(
        couple=couple, person=person, slot=Membership.Slot.FIRST, joined_at=now
    )
    return couple

"""Somebody begins, having read what this can and cannot keep to itself. The other is told nothing."""

from datetime import datetime

from django.db import transaction

from closeness import dealing, ground
from closeness.models import Card, Limits, Seat
from couples import pairing
from couples.models import Couple, User
from privacy.context import as_dealer


class NobodyThere(Exception):
    """It takes two."""


def seat_of(person: User, couple: Couple) -> Seat | None:
    return Seat.objects.filter(person=person, couple=couple).first()


@transaction.atomic
def begin(couple: Couple, *, by: User, now: datetime) -> Seat:
    """Their first cards come at once; whether the other has any, nothing here depends on it."""
    if couple.partner_of(by) is None or pairing.known_couple(by) != couple:
        raise NobodyThere
    seat, _ = Seat.objects.get_or_create(
        person=by, couple=couple, defaults={"began_at": now, "kept": Limits().kept}
    )
    us = ground.of(couple.pk, now)
    with as_dealer():
        spectrum = dealing.hold(couple.pk)
        round_ = dealing.open_round(us, now)
        if not Card.objects.filter(round=round_, person_id=by.pk).exists():
            levels = dealing.levels_of(seat, us, spectrum, round_.closes_on)
            dealing.deal(round_, seat, levels)
    return seat

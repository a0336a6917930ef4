"""Somebody begins, having read what this can and cannot keep to itself. The other is told nothing."""

from datetime import datetime

from django.db import transaction

from closeness import closing, dealing, ground
from closeness.models import Card, Limits, Round, Seat
from couples import pairing
from couples.models import Couple, Happening, User
from privacy.context import as_dealer
from privacy.ready import Ready


class NobodyThere(Exception):
    """It takes two."""


_SEAT = Ready[Seat](
    lambda person, couple: Seat.objects.filter(person=person, couple=couple).order_by("pk")[:1],
    person=User,
    couple=Couple,
)


def seat_of(person: User, couple: Couple) -> Seat | None:
    return next(iter(_SEAT(person=person, couple=couple)), None)


def lay_the_table(joined: Happening) -> None:
    """When two become a couple."""
    us = ground.of(joined.couple_id, joined.at)
    with as_dealer():
        dealing.lay(us)


@transaction.atomic
def begin(couple: Couple, *, by: User, now: datetime) -> Seat:
    """Their first cards come at once. A round whose end is near is closed first: their next page comes on
    the same day, whether the other has begun or not.
    """
    if couple.partner_of(by) is None or pairing.known_couple(by) != couple:
        raise NobodyThere
    seat, _ = Seat.objects.get_or_create(
        person=by, couple=couple, defaults={"began_at": now, "kept": Limits().kept}
    )
    us = ground.of(couple.pk, now)
    with as_dealer():
        dealing.lay(us)
        overdue = [one.pk for one in Round.objects.due(now).filter(couple=couple)]
    for pk in overdue:
        closing.close(pk, now=now)
    with as_dealer():
        spectrum = dealing.hold(couple.pk)
        round_ = dealing.open_round(spectrum, now)
        if not Card.objects.filter(round=round_, person_id=by.pk).exists():
            levels = dealing.levels_of(seat, us, spectrum, round_.closes_on)
            dealing.deal(round_, seat, levels)
    return seat

"""What somebody says to their cards: it goes in, never comes out, and may change until the round closes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import DatabaseError, transaction

from closeness import options
from closeness.models import Answer, Card, OwnOption, Round
from closeness.options import Thing
from couples.models import Couple, User
from privacy.fields import readable

TOO_LATE: Final = "answer_comes_before_the_close"


class RoundClosed(Exception):
    """These cards are over; there are others now."""


def cards(couple: Couple, *, by: User) -> list[tuple[Card, Thing]]:
    """Theirs of the round that runs. Nothing tells which of them they have answered."""
    open_ = Round.objects.open().filter(couple=couple)
    mine = list(Card.objects.filter(round__in=open_, person=by).order_by("place"))
    keys = {card.pk: readable(card, "what", "") for card in mine}
    things = options.by_key(keys.values(), OwnOption.objects.of(couple))
    return [(card, things[keys[card.pk]]) for card in mine if keys[card.pk] in things]


def say(couple: Couple, said: Mapping[str, str], *, by: User, now: datetime) -> None:
    """`said`: by the public name of a card. Whoever says it again has said the last."""
    running = Round.objects.open().filter(couple=couple, closes_at__gt=now)
    mine = Card.objects.filter(round__in=running, person=by, pk__in=said)
    known = set(mine.values_list("pk", flat=True))
    if known != set(said):
        raise RoundClosed
    rows = [Answer(card_id=card, person=by, said=said[card]) for card in sorted(known)]
    try:
        with transaction.atomic():
            Answer.objects.bulk_create(rows)
    except DatabaseError as error:
        if TOO_LATE in str(error):
            raise RoundClosed from None
        raise

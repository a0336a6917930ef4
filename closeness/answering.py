"""What somebody says to their cards: it goes in, never comes out, and may change until the round closes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import DatabaseError, transaction

from closeness import options
from closeness.models import Answer, Card, Round
from closeness.options import Thing
from couples.models import Couple, User
from privacy.fields import readable
from privacy.ready import Ready

TOO_LATE: Final = "answer_comes_before_the_close"


class RoundClosed(Exception):
    """These cards are over; there are others now."""


_HAND = Ready[Card](
    lambda couple, by: Card.objects.filter(
        round__in=Round.objects.open().filter(couple=couple), person=by
    ).order_by("place"),
    couple=Couple,
    by=User,
)


def cards(couple: Couple, *, by: User) -> list[tuple[Card, Thing]]:
    """Theirs of the round that runs. Nothing tells which of them they have answered."""
    mine = _HAND(couple=couple, by=by)
    keys = {card.pk: readable(card, "what", "") for card in mine}
    things = options.by_key(keys.values(), couple)
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

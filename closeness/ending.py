"""What leaves the page of a week before its end. It leaves for both, at once, and nothing tells why.

An item is two rows, one each. So whoever changes one holds the couple’s spectrum, after their own seat
where they need that as well: always in this order, so that no two wait for each other.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from closeness import dealing, options
from closeness.models import Answer, Card, Item, Round
from closeness.options import Thing
from couples.models import Couple, User
from privacy.context import as_dealer
from privacy.fields import readable
from privacy.ready import Ready

_THIS_WEEK = Ready[Item](
    lambda couple, by, now: (
        Item.objects.standing()
        .filter(round__in=Round.objects.filter(couple=couple, good_until__gt=now), person=by)
        .order_by("place")
    ),
    couple=Couple,
    by=User,
    now=datetime,
)


def standing(couple: Couple, *, by: User, now: datetime) -> list[tuple[Item, Thing]]:
    """What is on their page now."""
    return of_things(couple, _THIS_WEEK(couple=couple, by=by, now=now))


def find(couple: Couple, public_id: str, *, by: User, now: datetime) -> tuple[Item, Thing] | None:
    return next((one for one in standing(couple, by=by, now=now) if one[0].pk == public_id), None)


def of_things(couple: Couple, items: list[Item]) -> list[tuple[Item, Thing]]:
    keys = {item.pk: readable(item, "what", "") for item in items}
    things = options.by_key(keys.values(), couple)
    return [(item, things[keys[item.pk]]) for item in items if keys[item.pk] in things]


def was_theirs(public_id: str, *, by: User) -> bool:
    """It stood on a page of theirs; where nobody is shown it any more, that is all there is to know of it."""
    with as_dealer():
        return Item.objects.filter(pk=public_id, person=by).exists()


@transaction.atomic
def not_this_week(item: Item) -> None:
    end([item.pair], item.couple_id)


@transaction.atomic
def take_back(item: Item, *, by: User) -> None:
    """Not now, from here on; it comes again as a card when every other does. From a page that has just been
    followed by the next, where it may stand again, it is taken back from both.
    """
    key = item.what
    with as_dealer():
        dealing.hold(item.couple_id)
        theirs = Card.objects.filter(person_id=by.pk, couple_id=item.couple_id)
        same = [card.pk for card in theirs if readable(card, "what", "") == key]
        Answer.objects.filter(card__in=same).delete()
        there = Item.objects.standing().filter(person_id=by.pk, couple_id=item.couple_id)
        pairs = [one.pair for one in there if readable(one, "what", "") == key]
    end(pairs, item.couple_id)


@transaction.atomic
def take_all_back(couple: Couple, *, by: User) -> None:
    with as_dealer():
        dealing.hold(couple.pk)
        Answer.objects.filter(person_id=by.pk, card__couple_id=couple.pk).delete()
        end_all(couple.pk)


@transaction.atomic
def smaller(item: Item) -> None:
    with as_dealer():
        dealing.hold(item.couple_id)
        Item.objects.standing().filter(pair=item.pair).update(smaller=True)


@transaction.atomic
def end(pairs: Collection[str], couple_id: int) -> None:
    with as_dealer():
        dealing.hold(couple_id)
        Item.objects.standing().filter(pair__in=pairs).update(ended=True)


@transaction.atomic
def end_all(couple_id: int) -> None:
    with as_dealer():
        dealing.hold(couple_id)
        Item.objects.standing().filter(couple_id=couple_id).update(ended=True)


def end_outside(couple: Couple, person: User, levels: Collection[int]) -> None:
    """Whatever is on the page and not open to this one any more; what both have done stays. Asked as that
    person.
    """
    mine = Item.objects.standing().filter(couple=couple, person=person, done=False)
    outside = [
        item.pair for item, thing in of_things(couple, list(mine)) if thing.level not in levels
    ]
    end(outside, couple.pk)

"""What Today offers next. Apps above register; the first that has something to say is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from couples import glance
from couples.models import Membership, User


@dataclass(frozen=True, slots=True)
class Suggestion:
    title: str
    text: str
    url: str
    action: str
    minutes: int = 0


Offer = Callable[[User, datetime], Suggestion | None]

_offers: dict[int, Offer] = {}
_private: set[int] = set()


def register(
    offer: Offer, *, order: int, when: glance.When | None = None, private: bool = False
) -> None:
    """Each place is taken once: a second offer there would silence the first. `private`: that it is there, or
    not any more, tells what somebody has read, noted or begun for themselves.
    """
    if _offers.setdefault(order, offer) != offer:
        raise ValueError(f"Place {order} is taken by {_offers[order].__name__}.")
    if private:
        _private.add(order)
    if when:
        glance.register(_name(order), when)


def for_person(
    person: User, now: datetime, seen: glance.Seen, *, is_closed: bool = False
) -> Suggestion | None:
    """`is_closed`: the lock of their own words is."""
    open_ones = _offers.keys() - _private if is_closed else _offers.keys()
    worth_asking = (order for order in sorted(open_ones) if seen.get(_name(order), True))
    found = (_offers[order](person, now) for order in worth_asking)
    return next((suggestion for suggestion in found if suggestion), None)


def with_partner(person: User) -> Exists:
    """There are two in the couple of the outer query."""
    others = Membership.objects.filter(couple=OuterRef("pk"), left_at=None)
    return Exists(others.exclude(person=person))


def _name(order: int) -> str:
    return f"suggestion {order}"

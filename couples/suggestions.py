"""What Today offers next. Apps above register; the first that has something to say is shown.

Each says in SQL, of the couple of the outer query, when it is worth asking; all of them are asked in
one statement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from couples.models import Couple, Membership, User
from privacy.ready import Ready


@dataclass(frozen=True, slots=True)
class Suggestion:
    title: str
    text: str
    url: str
    action: str
    minutes: int = 0


Offer = Callable[[User, datetime], Suggestion | None]
When = Callable[[User, datetime], Exists | Q]


@dataclass(frozen=True, slots=True)
class Provider:
    offer: Offer
    when: When | None


ALWAYS = Value(True)
_providers: dict[int, Provider] = {}


def register(offer: Offer, *, order: int, when: When | None = None) -> None:
    """Each place is taken once: a second provider there would silence the first."""
    provider = Provider(offer, when)
    if _providers.setdefault(order, provider) != provider:
        raise ValueError(f"Place {order} is taken by {_providers[order].offer.__name__}.")
    _whens.cache_clear()


def for_person(person: User, now: datetime) -> Suggestion | None:
    for answers in _whens()(person=person, now=now):
        worth_asking = (
            order for order, yes in zip(sorted(_providers), answers, strict=True) if yes
        )
        found = (_providers[order].offer(person, now) for order in worth_asking)
        return next((suggestion for suggestion in found if suggestion), None)
    return None


def with_partner(person: User) -> Exists:
    """There are two in the couple of the outer query."""
    others = Membership.objects.filter(couple=OuterRef("pk"), left_at=None)
    return Exists(others.exclude(person=person))


@cache
def _whens() -> Ready[tuple[bool, ...]]:
    return Ready(_answers, person=User, now=datetime)


def _answers(person: User, now: datetime) -> QuerySet[Couple, tuple[bool, ...]]:
    whens = (_providers[order].when for order in sorted(_providers))
    asked = [when(person, now) if when else ALWAYS for when in whens]
    answers = [ExpressionWrapper(one, output_field=BooleanField()) for one in asked]
    return Couple.objects.of(person).values_list(*answers)[:1]

"""What is worth a closer look when a person opens Today. Each app says so in SQL, of the couple of the
outer query, and all of it is asked in one statement: most of it is not so on most days.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Q,
    QuerySet,
    Subquery,
)

from couples.models import Couple, User
from privacy.ready import Ready

When = Callable[[User, datetime], Exists | Q | Subquery]
Seen = Mapping[str, Any]

_whens: dict[str, When] = {}


def register(name: str, when: When) -> None:
    if _whens.setdefault(name, when) != when:
        raise ValueError(f"“{name}” is looked at already.")
    _asked.cache_clear()


def at(person: User, now: datetime) -> Seen:
    """For a name whose answer is no, there is nothing to find."""
    for answers in _asked()(person=person, now=now):
        return dict(zip(_whens, answers, strict=True))
    return dict.fromkeys(_whens, False)


@cache
def _asked() -> Ready[tuple[Any, ...]]:
    return Ready(_answers, person=User, now=datetime)


def _answers(person: User, now: datetime) -> QuerySet[Couple, tuple[Any, ...]]:
    answers = [_answer(when(person, now)) for when in _whens.values()]
    return Couple.objects.of(person).values_list(*answers)[:1]


def _answer(condition: Exists | Q | Subquery) -> Any:
    if isinstance(condition, Exists | Q):
        return ExpressionWrapper(condition, output_field=BooleanField())
    return condition

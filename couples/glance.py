"""What is worth a closer look when a person opens Today. Each app says so in SQL, of the couple of the
outer query, and all of it is asked in one statement: most of it is not so on most days.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q, QuerySet

from couples.models import Couple, User
from privacy.ready import Ready

When = Callable[[User, datetime], Exists | Q]
Seen = Mapping[str, bool]

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
def _asked() -> Ready[tuple[bool, ...]]:
    return Ready(_answers, person=User, now=datetime)


def _answers(person: User, now: datetime) -> QuerySet[Couple, tuple[bool, ...]]:
    conditions = [when(person, now) for when in _whens.values()]
    answers = [ExpressionWrapper(one, output_field=BooleanField()) for one in conditions]
    return Couple.objects.of(person).values_list(*answers)[:1]

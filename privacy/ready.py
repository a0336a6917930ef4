"""Questions whose SQL is made once. For pages that are asked for all day: Django takes several times as
long to make a statement as to send it and to read the answer.

    NEXT = Ready[Moment](lambda of, now: Moment.objects.of(of).coming(now), of=Couple, now=datetime)
    NEXT(of=couple, now=now)

The question is written with stand-ins, once; each asking puts what was given in their places. So it
may not choose its words by what is given, and what it reckons from a time is a time before or after it.
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime
from functools import cached_property, partial
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Put = Callable[[dict[str, Any]], Any]

KEYS = 4_000_000_000_000  # stand-ins: larger than any key, later than any day
DAY = date(4000, 1, 1)
INSTANT = datetime(4000, 1, 1, tzinfo=UTC)


class Ready(Generic[Row]):
    """`kinds`: what is given under each name, a model, `datetime` or `date`; at most one of each time."""

    def __init__(
        self, question: Callable[..., models.QuerySet[Any, Any]], **kinds: type[object]
    ) -> None:
        self._question = question
        self._kinds = kinds

    def __call__(self, **given: Any) -> list[Row]:
        queryset, compiler, sql, puts = self._made
        made = sql, tuple(put(given) for put in puts)
        asked = copy(compiler)
        asked.connection = connection
        # One instance gets its answer laid in; mypy sees only the methods of the class.
        asked.as_sql = lambda: made  # type: ignore[method-assign, assignment, misc]
        query = copy(queryset.query)
        query.get_compiler = lambda *_, **__: asked  # type: ignore[method-assign]
        answered: Any = type(queryset)(queryset.model, query)
        answered._iterable_class = queryset._iterable_class
        return list(answered)

    @cached_property
    def _made(self) -> tuple[models.QuerySet[Any, Any], SQLCompiler, str, list[Put]]:
        names = list(self._kinds)
        stand_ins = [_stand_in(kind, number) for number, kind in enumerate(self._kinds.values())]
        queryset = self._question(**dict(zip(names, stand_ins, strict=True)))
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        return queryset, compiler, sql, [_put(one, self._kinds) for one in parameters]


def _stand_in(kind: type[object], number: int) -> object:
    if issubclass(kind, models.Model):
        return kind(pk=KEYS + number)
    return INSTANT if kind is datetime else DAY


def _put(parameter: Any, kinds: dict[str, type[object]]) -> Put:
    """A parameter of the question as a function of what is given."""
    names = list(kinds)
    if isinstance(parameter, int) and parameter >= KEYS:
        return partial(_key, names[parameter - KEYS], type(parameter))
    if isinstance(parameter, datetime):
        return partial(_time, names[list(kinds.values()).index(datetime)], parameter - INSTANT)
    if isinstance(parameter, date):
        return partial(_time, names[list(kinds.values()).index(date)], parameter - DAY)
    return lambda _: parameter


def _key(name: str, number: Callable[[int], int], given: dict[str, Any]) -> int:
    return number(given[name].pk)


def _time(name: str, distance: Any, given: dict[str, Any]) -> Any:
    return given[name] + distance

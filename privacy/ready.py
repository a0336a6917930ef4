"""Questions whose SQL is made once. For pages that are asked for all day: Django takes several times as
long to make a statement as to send it, and PostgreSQL as long to plan it as to answer.

    NEXT = Ready[Moment](lambda of, now: Moment.objects.of(of).coming(now), of=Couple, now=datetime)
    NEXT(of=couple, now=now)

The question is written with stand-ins, once; each asking puts what was given in their places, in a
statement that the connection keeps prepared. So it may not choose its words by what is given, and
what it reckons from a time is a time before or after it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, partial
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators
from psycopg.sql import Literal

Row = TypeVar("Row")
Values = Sequence[Any]
Put = Callable[[dict[str, Any]], Any]

KEYS = 4_000_000_000_000  # stand-ins: larger than any key, later than any day
NAME = "\N{REPLACEMENT CHARACTER}"  # is in no name
DAY = date(4000, 1, 1)
INSTANT = datetime(4000, 1, 1, tzinfo=UTC)


def ask(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows that a statement gives, which the connection keeps prepared."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    rows: list[tuple[Any, ...]] = database.ask(sql, values)
    return rows


class Ready(Generic[Row]):
    """`kinds`: what is given under each name: a model, `int` for the key of a row, `str` for its public
    one, `datetime` or `date`; at most one of each time.
    """

    def __init__(
        self, question: Callable[..., models.QuerySet[Any, Any]], **kinds: type[object]
    ) -> None:
        self._question = question
        self._kinds = kinds

    def __call__(self, **given: Any) -> list[Row]:
        sql, puts, read = self._made
        return [read(row) for row in ask(sql, [put(given) for put in puts])]

    @cached_property
    def _made(self) -> tuple[str, list[Put], Callable[[Values], Row]]:
        stand_ins = [_stand_in(kind, number) for number, kind in enumerate(self._kinds.values())]
        queryset = self._question(**dict(zip(self._kinds, stand_ins, strict=True)))
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        puts = [_put(one, self._kinds) for one in parameters]
        places = ["%s" if put else _fixed(one) for one, put in zip(parameters, puts, strict=True)]
        return sql % tuple(places), [put for put in puts if put], _reader(queryset, compiler)


def _stand_in(kind: type[object], number: int) -> object:
    if issubclass(kind, models.Model):
        return kind(pk=KEYS + number)
    if kind is int:
        return KEYS + number
    if kind is str:
        return f"{NAME}{number}"
    return INSTANT if kind is datetime else DAY


def _put(parameter: Any, kinds: dict[str, type[object]]) -> Put | None:
    """A parameter of the question as a function of what is given; None for what never changes."""
    names = list(kinds)
    if isinstance(parameter, int) and parameter >= KEYS:
        return partial(_key, names[parameter - KEYS])
    if isinstance(parameter, str) and parameter.startswith(NAME):
        return itemgetter(names[int(parameter.removeprefix(NAME))])
    if isinstance(parameter, datetime):
        return partial(_time, names[list(kinds.values()).index(datetime)], parameter - INSTANT)
    if isinstance(parameter, date):
        return partial(_time, names[list(kinds.values()).index(date)], parameter - DAY)
    return None


def _key(name: str, given: dict[str, Any]) -> int:
    row = given[name]
    return row if isinstance(row, int) else int(row.pk)


def _time(name: str, distance: Any, given: dict[str, Any]) -> Any:
    return given[name] + distance


def _fixed(parameter: Any) -> str:
    """Written out, for a plan that fits every asking can still use a partial index."""
    return Literal(parameter).as_string(connection.connection).replace("%", "%%")


def _reader(queryset: Any, compiler: Any) -> Callable[[Values], Any]:
    """What a row becomes: as Django's own iterables do it, with everything looked up beforehand."""
    make = _maker(queryset, compiler)
    converters = compiler.get_converters([column[0] for column in compiler.select])
    if not converters:
        return make
    return lambda row: make(next(compiler.apply_converters([row], converters)))


def _maker(queryset: Any, compiler: Any) -> Callable[[Values], Any]:
    if issubclass(queryset._iterable_class, ModelIterable):
        return _instances(queryset.model, compiler)
    return itemgetter(0) if issubclass(queryset._iterable_class, FlatValuesListIterable) else tuple


def _instances(model: type[models.Model], compiler: Any) -> Callable[[Values], models.Model]:
    first, *_, last = compiler.klass_info["select_fields"]
    own = slice(first, last + 1)
    names = [column[0].target.attname for column in compiler.select[own]]
    populators: Any = get_related_populators
    related = populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
    annotated = compiler.annotation_col_map.items()

    def make(row: Values) -> models.Model:
        instance = model.from_db(DEFAULT_DB_ALIAS, names, row[own])
        for populator in related:
            populator.populate(row, instance)
        for name, place in annotated:
            setattr(instance, name, row[place])
        return instance

    return make

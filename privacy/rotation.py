"""Under other keys: data keys wrapped anew by the newest master key, words sealed anew by newer data keys.

Every batch is a transaction of its own and finds what is left to do by itself, so whoever is interrupted
begins again where it stopped. Nothing is ever without its key: a replaced one stays for as long as
backups of the keys are kept, and longer while a row still names it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from privacy import fields, keys, masters, second_keys, tokens
from privacy.context import as_keeper
from privacy.fields import Sealed, Token
from privacy.tokens import CannotBeOpened

BATCH = 500
KEPT_FOR = timedelta(days=14)  # docs/operations.md: as long as backups of the keys

# A sealed value names its key in bytes 2 to 9.
NAMED = "('x' || encode(substring({column} FROM 2 FOR 8), 'hex'))::bit(64)::bigint"


@dataclass(frozen=True)
class Table:
    """A model with sealed fields."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def sealed(self) -> list[Sealed]:
        return list(fields.of(self.model).values())

    @cached_property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.sealed]

    @property
    def key(self) -> str:
        return str(self.model._meta.pk.column)

    @cached_property
    def binding(self) -> tuple[str, ...]:
        """The same for all fields of a model: each is bound to the one row."""
        (binding,) = {field.binding for field in self.sealed}
        return binding

    @property
    def is_left(self) -> str:
        """Some value of the row names a key that has been replaced."""
        named = (
            f"EXISTS (SELECT FROM keys.person k WHERE k.replaced_at IS NOT NULL"
            f" AND k.id = {NAMED.format(column=column)})"
            for column in self.columns
        )
        return f"({' OR '.join(named)})"

    def count(self) -> int:
        with keeping() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self.name} WHERE {self.is_left}")
            return int(cursor.fetchone()[0])


def tables() -> list[Table]:
    return [Table(model) for model in apps.get_models() if fields.of(model)]


def to_wrap() -> int:
    return _count("master <> %s", masters.current().name)


def to_renew(*, before: datetime) -> int:
    return _count("replaced_at IS NULL AND made_at < %s", before)


def wrap_anew() -> Iterator[int]:
    """Data keys under the newest master key; how many, batch by batch."""
    return _while_some(_wrap_some)


def second_keys_to_wrap() -> int:
    with keeping() as cursor:
        return second_keys.to_wrap(cursor)


def wrap_second_keys() -> Iterator[int]:
    """Secrets of second keys under the newest master key; what cannot be opened is passed over."""
    last = before = 0
    while True:
        with keeping() as cursor:
            last, done = second_keys.wrap_some(cursor, before)
        if last == before:
            return
        before = last
        yield done


def renew(*, before: datetime, now: datetime) -> Iterator[int]:
    """A new data key for everybody whose own was made before this moment; the words follow after."""
    return _while_some(partial(_renew_some, before, now))


def seal_anew(table: Table) -> Iterator[int]:
    """Words under their owners' newest data keys; how many rows, batch by batch.

    What a page holds just now is passed over, so that neither waits for the other: ask again for it.
    """
    last = 0
    while True:
        with keeping() as cursor:
            rows = _rows(cursor, table, last)
            if not rows:
                return
            last, done = rows[-1][0], _seal_some(cursor, table, rows)
        yield done


def forget(*, now: datetime) -> int:
    """Replaced keys that no row names and no backup needs any more."""
    named = " UNION ALL ".join(
        f"SELECT {NAMED.format(column=column)} FROM {table.name}"
        for table in tables()
        for column in table.columns
    )
    with keeping() as cursor:
        cursor.execute(
            f"""DELETE FROM keys.person WHERE replaced_at < %s
            AND id NOT IN (SELECT named FROM ({named}) AS all_of_them (named)
                WHERE named IS NOT NULL)""",
            [now - KEPT_FOR],
        )
        gone: int = cursor.rowcount
        cursor.execute(
            """DELETE FROM keys.canary WHERE master <> %s
            AND master NOT IN (SELECT master FROM keys.person)""",
            [masters.current().name],
        )
    return gone


@contextmanager
def keeping() -> Iterator[CursorWrapper]:
    """A transaction of the keeper's; on a large site some questions outlast what a page may take."""
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield cursor


def _count(condition: str, value: str | datetime) -> int:
    with keeping() as cursor:
        cursor.execute(f"SELECT count(*) FROM keys.person WHERE {condition}", [value])
        return int(cursor.fetchone()[0])


def _while_some(some: Callable[[], int]) -> Iterator[int]:
    while done := some():
        yield done


def _renew_some(before: datetime, now: datetime) -> int:
    with keeping() as cursor:
        cursor.execute(
            """UPDATE keys.person SET replaced_at = %s WHERE id IN (SELECT id FROM keys.person
            WHERE replaced_at IS NULL AND made_at < %s LIMIT %s) RETURNING person_id""",
            [now, before, BATCH],
        )
        people = [person_id for (person_id,) in cursor.fetchall()]
        cursor.executemany(keys.MAKE, [keys.fresh(person_id) for person_id in people])
    return len(people)


def _wrap_some() -> int:
    with keeping() as cursor:
        cursor.execute(
            """SELECT id, person_id, master, wrapped FROM keys.person WHERE master <> %s
            ORDER BY id LIMIT %s FOR UPDATE""",
            [masters.current().name, BATCH],
        )
        made = [_wrapped_anew(*row) for row in cursor.fetchall()]
        cursor.execute(
            """UPDATE keys.person SET master = %s, wrapped = made.wrapped
            FROM unnest(%s::bigint[], %s::bytea[]) AS made (id, wrapped)
            WHERE keys.person.id = made.id""",
            [masters.current().name, [key for key, _ in made], [wrapped for _, wrapped in made]],
        )
    return len(made)


def _wrapped_anew(key_id: int, person_id: int, master: str, wrapped: bytes) -> tuple[int, bytes]:
    purpose = keys.purpose(key_id, person_id)
    secret = masters.named(master).unwrap(bytes(wrapped), purpose)
    return key_id, masters.current().wrap(secret, purpose)


def _rows(cursor: CursorWrapper, table: Table, last: int) -> list[Any]:
    names = ", ".join(f'"{name}"' for name in (table.key, *table.binding))
    words = ", ".join(table.columns)
    cursor.execute(
        f"""SELECT {names}, {words} FROM {table.name}
        WHERE {table.key} > %s AND {table.is_left}
        ORDER BY {table.key} LIMIT {BATCH} FOR UPDATE SKIP LOCKED""",
        [last],
    )
    rows: list[Any] = cursor.fetchall()
    return rows


def _seal_some(cursor: CursorWrapper, table: Table, rows: list[Any]) -> int:
    """How many could be opened, and so be sealed anew."""
    first = 1 + len(table.binding)
    keys.fetch(
        people={row[1] for row in rows},
        named={tokens.key_id(value) for row in rows for value in row[first:] if value},
    )
    before = [row[first:] for row in rows]
    after = [
        [_anew(*pair, row[1:first]) for pair in zip(table.sealed, row[first:], strict=True)]
        for row in rows
    ]
    names = ", ".join(f'"{name}"' for name in table.columns)
    cursor.execute(
        f"""UPDATE {table.name} SET {", ".join(f'{name} = made."{name}"' for name in table.columns)}
        FROM unnest(%s::bigint[]{", %s::bytea[]" * len(table.columns)}) AS made (key, {names})
        WHERE {table.name}.{table.key} = made.key""",
        [[row[0] for row in rows], *map(list, zip(*after, strict=True))],
    )
    return sum(list(old) != new for old, new in zip(before, after, strict=True))


def _anew(field: Sealed, value: bytes | None, binding: Any) -> bytes | None:
    """What cannot be opened stays as it is, and has been logged: a later key may fit again."""
    if value is None:
        return None
    try:
        return field.sealed(field.opened(Token(value), *binding), *binding)
    except CannotBeOpened:
        return value

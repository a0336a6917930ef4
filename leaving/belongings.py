"""What the house holds of a person, table by table, and what becomes of it when they are erased.

Apps above add theirs in `AppConfig.ready()`; a test walks every foreign key to a person and fails on
one of which nothing is said here. The policies beside the tables let the house do this to people whose
erasure has begun, and to nobody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from couples.models import User

BY_PERSON = "person_id = %(person)s"


@dataclass(frozen=True, slots=True)
class Belonging:
    """`becomes`: SQL assignments that leave the row empty of the person; without them it is removed."""

    table: str
    whose: str = BY_PERSON
    becomes: str = ""

    @property
    def sql(self) -> str:
        if self.becomes:
            return f"UPDATE {self.table} SET {self.becomes} WHERE {self.whose}"  # noqa: S608 - names from our own code
        return f"DELETE FROM {self.table} WHERE {self.whose}"  # noqa: S608 - names from our own code


@dataclass(frozen=True, slots=True)
class Kept:
    """A column that goes on naming the emptied account, and why it may."""

    table: str
    column: str
    because: str


_belongings: list[Belonging] = []
_kept: list[Kept] = []


def register(*belongings: Belonging, kept: Iterable[Kept] = ()) -> None:
    """In this order: rows that are found by other rows come before those."""
    _belongings.extend(one for one in belongings if one not in _belongings)
    _kept.extend(one for one in kept if one not in _kept)


def every() -> list[Belonging]:
    return list(_belongings)


def kept() -> list[Kept]:
    return list(_kept)


def clear(person: User, *, facts: dict[str, Any]) -> None:
    """Any number of times; `facts` are further values that statements name."""
    with connection.cursor() as cursor:
        for one in _belongings:
            cursor.execute(one.sql, {"person": person.pk, **facts})

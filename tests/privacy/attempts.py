"""What happens when somebody tries: raw SQL, with nothing between the person and the database."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import Error
from psycopg import errors

from privacy.context import Asker, asking, tell_time
from privacy.identifiers import new_public_id
from tests.conftest import NOW
from tests.privacy import catalogue
from tests.privacy.who import World

Row = dict[str, Any]
Attempt = Callable[[Asker, str, Row], bool]
FRESH = {"id": 10**9, "public_id": new_public_id()}
OWNERS = (
    "person_id",
    "user_id",
    "made_by_id",
    "by_id",
    "proposed_by_id",
    "started_by_id",
    "sender_id",
)


@contextmanager
def trying(asker: Asker) -> Iterator[CursorWrapper]:
    """A cursor of theirs; whatever they do is undone."""
    with asking(asker), transaction.atomic(), connection.cursor() as cursor:
        tell_time(NOW)
        yield cursor
        transaction.set_rollback(True)


def about_alice(table: str, world: World) -> Row:
    """The newest row about alice (or tess, or edith), as the first who may read it sees it."""
    key = catalogue.primary_key(table)
    newest = "ctid" if key == "public_id" else key  # a random name has no order
    owner = next((name for name in (*OWNERS, "id") if name in catalogue.columns(table)), "1")
    for asker in world.askers.values():
        found = _first(
            asker,
            f"""SELECT to_jsonb(t) FROM {table} t
            ORDER BY array_position(ARRAY[%s, %s, %s]::bigint[], {owner}), {newest} DESC""",
            [world.alice.pk, world.tess.pk, world.edith.pk],
        )
        if found:
            return dict(json.loads(found[0]) if isinstance(found[0], str) else found[0])
    raise AssertionError(f"The world holds nothing about alice in {table}.")


def all_of(asker: Asker, table: str) -> list[Row]:
    """Every row that the asker gets without saying which."""
    every = f"SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]')::text FROM {table} t"
    found = _first(asker, every, [])
    return list(json.loads(found[0])) if found else []


def reads(asker: Asker, table: str, row: Row) -> bool:
    key = catalogue.primary_key(table)
    return bool(_first(asker, f"SELECT 1 FROM {table} WHERE {key} = %s", [row[key]]))


def changes(asker: Asker, table: str, row: Row) -> bool:
    key, column = catalogue.primary_key(table), catalogue.changeable(table, asker.role)
    if column is None:
        return False
    return _reaches(asker, f"UPDATE {table} SET {column} = {column} WHERE {key} = %s", [row[key]])


def erases(asker: Asker, table: str, row: Row) -> bool:
    key = catalogue.primary_key(table)
    return _reaches(asker, f"DELETE FROM {table} WHERE {key} = %s", [row[key]])


def writes(asker: Asker, table: str, row: Row) -> bool:
    """The same row once more: in alice's name."""
    return _inserts(asker, table, row)


def joins(asker: Asker, table: str, row: Row) -> bool:
    """The same row once more, in one's own name: an intruder in alice's couple."""
    own = {name: asker.user_id for name in OWNERS if row.get(name)}
    return bool(own and asker.user_id) and _inserts(asker, table, row | own)


def _inserts(asker: Asker, table: str, row: Row) -> bool:
    fresh = row | {name: new for name, new in FRESH.items() if name in row}
    statement = f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)"
    return _reaches(asker, statement, [json.dumps(fresh)])


def _first(asker: Asker, question: str, parameters: list[Any]) -> Any:
    try:
        with trying(asker) as cursor:
            cursor.execute(question, parameters)
            return cursor.fetchone()
    except Error as error:  # to somebody without any right to a table it is as good as empty
        if isinstance(error.__cause__, errors.InsufficientPrivilege):
            return None
        raise


def _reaches(asker: Asker, statement: str, parameters: list[Any]) -> bool:
    """Row security answers before constraints do: another error means that it let the row through."""
    try:
        with trying(asker) as cursor:
            cursor.execute(statement, parameters)
            touched: int = cursor.rowcount
    except Error as error:
        refusals = (errors.InsufficientPrivilege, errors.CheckViolation)
        return not isinstance(error.__cause__, refusals)
    return bool(touched)

"""What must hold before a restored database is opened to anybody; `manage.py restored` brings it about."""

from datetime import datetime

from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from couples.models import User
from leaving import belongings, erasing, tombstones
from privacy import keys, masters
from privacy.context import NOBODY, as_keeper, as_steward, asking
from privacy.masters import KeysDoNotFit
from privacy.tokens import CannotBeOpened

# Whatever points at a person or a couple says something about people.
ABOUT_PEOPLE = """
SELECT DISTINCT conrelid::regclass::text, relrowsecurity AND relforcerowsecurity
    AND EXISTS (SELECT FROM pg_policy WHERE polrelid = conrelid)
FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE contype = 'f' AND confrelid IN ('couples_user'::regclass, 'couples_couple'::regclass)
"""
TOO_MIGHTY = """
SELECT rolname FROM pg_roles WHERE rolname LIKE 'moments%' AND (rolsuper OR rolbypassrls)
"""
# Keys are newer than the data: a number that they know must not be given to somebody else.
NUMBERS = """
SELECT setval(counter, greatest(%s, pg_sequence_last_value(counter), 1))
FROM (SELECT pg_get_serial_sequence('couples_user', 'id')::regclass AS counter) AS one
"""


def make_ready(now: datetime) -> list[str]:
    """Erases again whoever was erased; says what is not as it must be. Without every key it does nothing."""
    if waiting := _migrations():
        return [f"Migrations have not run: {', '.join(waiting)}."]
    if lost := _keys():
        return lost
    _go_on_counting()
    erasing.replay(now)
    return [*_open_tables(), *_roles(), *_still_there()]


def _migrations() -> list[str]:
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def _go_on_counting() -> None:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(person_id), 0) FROM keys.person")
        (highest,) = cursor.fetchone()
    with connections["owner"].cursor() as cursor:
        cursor.execute(NUMBERS, [highest])


def _keys() -> list[str]:
    """Every master key sings, and every person’s key opens."""
    try:
        masters.open_canaries()
    except KeysDoNotFit as reason:
        return [str(reason)]
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM keys.person")
        every = [key_id for (key_id,) in cursor.fetchall()]
        for key_id in every:
            keys.want(key_id)
        closed = [key_id for key_id in every if not _opens(key_id)]
    return [f"Keys do not open: {', '.join(map(str, closed))}."] if closed else []


def _opens(key_id: int) -> bool:
    try:
        return keys.find(key_id).id == key_id
    except CannotBeOpened:
        return False


def _open_tables() -> list[str]:
    """Each is protected; and what goes with a person is not seen by nobody in particular."""
    private = {"couples_user", *(one.table for one in belongings.every())}
    with asking(NOBODY), connection.cursor() as cursor:
        cursor.execute(ABOUT_PEOPLE)
        bare = {table for table, protected in cursor.fetchall() if not protected}
        seen = bare | {table for table in private if _rows(table)}
    return [f"Anybody can read {', '.join(sorted(seen))}."] if seen else []


def _rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608 - names from the catalogue
        return bool(cursor.fetchone()[0])


def _roles() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TOO_MIGHTY)
        return [f"The role {name} is held by no policy." for (name,) in cursor.fetchall()]


def _still_there() -> list[str]:
    with as_steward():
        people = User.objects.filter(public_id__in=tombstones.every())
        named = people.exclude(display_name="", is_active=False)
        return [
            f"Account {one} was erased and is back." for one in named.values_list("pk", flat=True)
        ]

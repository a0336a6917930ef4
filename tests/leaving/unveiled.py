"""Looking behind row-level security, as the owner of a table who for once is held by no policy."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper

from couples.models import User
from tests.privacy import catalogue


@contextmanager
def lifted(*tables: str) -> Iterator[CursorWrapper]:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET ROLE NONE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        yield cursor
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        cursor.execute("SET ROLE moments_web; SET CONSTRAINTS ALL DEFERRED")


def number(table: str, where: str, person: User) -> int:
    """Of rows `t` of the table; `where` may name other tables."""
    asked = f"SELECT count(*) FROM {table} t WHERE {where}"
    known = catalogue.tables()
    veiled = [name for name in known if name in asked and known[name].is_protected]
    with lifted(*veiled) as cursor:
        cursor.execute(asked, {"person": person.pk})
        (found,) = cursor.fetchone()
    return int(found)

"""Who has been erased, by the random name of the emptied account; kept beside the keys of people.

A restored backup of the database still has their rows. The keys' schema is backed up apart and its
newest copy is the one that is restored, so this list is there, and the erasures are done once more.
"""

from datetime import datetime

from django.db import connection

from couples.models import User
from privacy.context import as_keeper

PUT_UP = """INSERT INTO keys.erased (public_id, at) VALUES (%s, %s) ON CONFLICT DO NOTHING"""


def put_up(person: User, *, now: datetime) -> None:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute(PUT_UP, [person.public_id, now])


def every() -> dict[str, datetime]:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT public_id, at FROM keys.erased")
        return dict(cursor.fetchall())

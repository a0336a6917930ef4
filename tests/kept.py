"""What the database holds at some moment, put back after each test that commits.

Django's own `flush` makes permissions and content types anew, with numbers that a running site has
never heard of; and each test of a browser would read the content of the house into empty tables.
"""

from contextlib import suppress
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from privacy.context import Asker, asking

TRIES = 5
OF_THE_KEYS = ("keys.person", "keys.canary", "keys.erased")  # of no model
# Tables that are closed to their owner, and those in which nobody but their owner may write.
ASKERS = {True: Asker(door=True, staff=True), False: Asker(role="moments")}


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    is_closed: bool

    @classmethod
    def every(cls) -> list["Table"]:
        """Parts before their whole: a published text takes no more steps. Foreign keys wait."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname, relforcerowsecurity FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = 'public'::regnamespace AND relname <> 'django_migrations'"
                " ORDER BY oid DESC"
            )
            return [cls(*row) for row in cursor.fetchall()]

    def ask(self, question: str, *values: str) -> str | None:
        with asking(ASKERS[self.is_closed]), connection.cursor() as cursor:
            cursor.execute(question.format(table=connection.ops.quote_name(self.name)), values)
            found = cursor.fetchone() if cursor.description else None
            return found and found[0]

    def rows(self) -> str | None:
        """As JSON; None where there are none."""
        return self.ask("SELECT json_agg(row)::text FROM {table} row")

    def write(self, rows: str) -> None:
        self.ask(
            "INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)", rows
        )


Kept = dict[Table, str]


def keep() -> Kept:
    return {table: rows for table in Table.every() if (rows := table.rows())}


def fill(kept: Kept) -> None:
    with transaction.atomic():
        for table, rows in kept.items():
            table.write(rows)


def empty() -> None:
    """A site that still runs may just be asking; of two that wait for each other PostgreSQL ends one."""
    for _ in range(TRIES - 1):
        with suppress(OperationalError):
            return _truncate()
    return _truncate()


def _truncate() -> None:
    names = [connection.ops.quote_name(table.name) for table in Table.every()]
    with asking(ASKERS[False]), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join([*names, *OF_THE_KEYS])}")

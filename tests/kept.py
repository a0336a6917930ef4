"""What the database holds at some moment, put back after each test that commits.

Django's own `flush` makes permissions and content types anew, with numbers that a running site has
never heard of; and each test of a browser would read the content of the house into empty tables.
"""

from contextlib import suppress
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from privacy.context import Asker, asking

TRIES = 5
SCHEMAS = ("public", "keys")
TABLES = """SELECT oid::regclass::text, relforcerowsecurity FROM pg_class WHERE relkind = 'r'
AND relnamespace::regnamespace::text = ANY(%s) AND relname <> 'django_migrations'
AND pg_relation_size(oid) >= %s ORDER BY oid DESC"""
# Tables that are closed to their owner, and those in which nobody but their owner may write.
ASKERS = {True: Asker(door=True, staff=True), False: Asker(role="moments")}


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    is_closed: bool

    @classmethod
    def every(cls, *schemas: str, size: int = 0) -> list["Table"]:
        """Of some bytes at least. Parts before their whole: a published text takes no more steps. Foreign
        keys wait.
        """
        with connection.cursor() as cursor:
            cursor.execute(TABLES, [list(schemas), size])
            return [cls(*row) for row in cursor.fetchall()]

    def ask(self, question: str, *values: str) -> str | None:
        with asking(ASKERS[self.is_closed]), connection.cursor() as cursor:
            cursor.execute(question.format(table=self.name), values)
            found = cursor.fetchone() if cursor.description else None
            return found and found[0]

    def altered(self, force: str, triggers: str) -> str:
        security = f", {force} ROW LEVEL SECURITY" if self.is_closed else ""
        return f"ALTER TABLE {self.name} {triggers} TRIGGER USER{security}"

    def rows(self) -> str | None:
        """As JSON; None where there are none."""
        return self.ask("SELECT json_agg(row)::text FROM {table} row")

    def write(self, rows: str) -> None:
        self.ask(
            "INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)", rows
        )


Kept = dict[Table, str]


def keep() -> Kept:
    return {table: rows for table in Table.every("public") if (rows := table.rows())}


def fill(kept: Kept) -> None:
    with transaction.atomic():
        for table, rows in kept.items():
            table.write(rows)


def empty() -> None:
    """A site that still runs may just be asking; of two that wait for each other PostgreSQL ends one."""
    for _ in range(TRIES - 1):
        with suppress(OperationalError):
            return _delete()
    return _delete()


def _delete() -> None:
    """Row by row, where there ever were any: TRUNCATE makes every table and every index anew, which takes
    ten times as long. Meanwhile the closed tables are open to their owner, and triggers rest.
    """
    with asking(ASKERS[False]), connection.cursor() as cursor:
        names = ", ".join(table.name for table in Table.every(*SCHEMAS))
        cursor.execute(f"LOCK TABLE {names}")  # so that nobody is writing, as for TRUNCATE
        written = Table.every(*SCHEMAS, size=1)
        cursor.execute(
            ";".join(
                [
                    *(table.altered("NO FORCE", "DISABLE") for table in written),
                    *(f"DELETE FROM {table.name}" for table in written),
                    "SET CONSTRAINTS ALL IMMEDIATE",
                    *(table.altered("FORCE", "ENABLE") for table in written),
                ]
            )
        )

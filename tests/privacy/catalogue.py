"""The tables of the database, asked of the database itself."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Table:
    name: str
    enabled: bool
    forced: bool
    policies: int
    owner: str

    @property
    def is_protected(self) -> bool:
        return self.enabled and self.forced and self.policies > 0


def tables() -> dict[str, Table]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT pg_class.oid::regclass::text, relrowsecurity, relforcerowsecurity,
            (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid),
            pg_get_userbyid(relowner) FROM pg_class
            WHERE relnamespace IN ('public'::regnamespace, 'keys'::regnamespace)
            AND relkind IN ('r', 'p', 'v', 'm', 'f')"""
        )
        return {row[0]: Table(*row) for row in cursor.fetchall()}


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [table]
        )
        return {row[0] for row in cursor.fetchall()}


def primary_key(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT attname FROM pg_index JOIN pg_attribute
            ON attrelid = indrelid AND attnum = indkey[0]
            WHERE indrelid = %s::regclass AND indisprimary""",
            [table],
        )
        return str(cursor.fetchone()[0])


def changeable(table: str, role: str) -> str | None:
    """A column that this role may update at all."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT quote_ident(attname) FROM pg_attribute
            WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
            AND has_column_privilege(%s, attrelid, attnum, 'UPDATE') ORDER BY attnum LIMIT 1""",
            [table, role],
        )
        found = cursor.fetchone()
    return found[0] if found else None

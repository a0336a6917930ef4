"""What PostgreSQL notes of rows by itself, as far as somebody can ask for it: raw SQL, table by table."""

from collections.abc import Iterable

from django.db import ProgrammingError, connection, transaction

from couples.models import User
from privacy.context import acting_as

NOTED = "xmin", "xmax", "ctid"


def noted(tables: Iterable[str], by: User) -> list[object]:
    """Of every row that they read; nothing of tables that do not say."""
    with acting_as(by):
        return [(table, name, _column(table, name)) for table in tables for name in NOTED]


def _column(table: str, name: str) -> list[tuple[object, ...]]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {name}::text FROM {table} ORDER BY 1")
            return list(cursor.fetchall())
    except ProgrammingError:
        return []

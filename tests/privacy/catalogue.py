"""What there is in the database, asked of the database itself: all schemas but PostgreSQL's own.

What lies in `public` is named without its schema.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

OURS = "left(nspname, 3) <> 'pg_' AND nspname <> 'information_schema'"


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


def asked(sql: str, parameters: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def named(name: str, schema: str = "nspname") -> str:
    return f"CASE {schema} WHEN 'public' THEN '' ELSE {schema} || '.' END || {name}"


def tables() -> dict[str, Table]:
    """Tables, views, materialized views, foreign and partitioned tables."""
    found = asked(
        f"""SELECT {named("relname")}, relrowsecurity, relforcerowsecurity,
        (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid), pg_get_userbyid(relowner)
        FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE {OURS} AND relkind IN ('r', 'p', 'v', 'm', 'f')"""
    )
    return {row[0]: Table(*row) for row in found}


def schemas() -> set[str]:
    return {name for (name,) in asked(f"SELECT nspname FROM pg_namespace WHERE {OURS}")}


def functions() -> dict[str, bool]:
    """Each with whether it runs with its owner's rights instead of the caller's."""
    return dict(
        asked(
            f"""SELECT {named("proname")}, prosecdef
            FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace WHERE {OURS}"""
        )
    )


def rights_on_sequences(role: str) -> set[str]:
    found = asked(
        f"""SELECT {named("relname")}
        FROM pg_sequence JOIN pg_class ON pg_class.oid = seqrelid
        JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE {OURS} AND has_sequence_privilege(%s, seqrelid, 'USAGE, SELECT, UPDATE')""",
        [role],
    )
    return {name for (name,) in found}


def holders() -> set[str]:
    """Everybody to whom any right on a table, view or sequence was given; `PUBLIC` is everyone."""
    found = asked(
        f"""SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END
        FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace, aclexplode(relacl)
        WHERE {OURS}"""
    )
    return {name for (name,) in found}


def columns(table: str) -> set[str]:
    found = asked(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [table]
    )
    return {name for (name,) in found}


def primary_key(table: str) -> str:
    ((name,),) = asked(
        """SELECT attname FROM pg_index JOIN pg_attribute
        ON attrelid = indrelid AND attnum = indkey[0]
        WHERE indrelid = %s::regclass AND indisprimary""",
        [table],
    )
    return str(name)


def referring(table: str, to: str) -> set[str]:
    """The columns of a table that name a row of another; of the other itself, its key."""
    if table == to:
        return {primary_key(table)}
    found = asked(
        """SELECT attname FROM pg_constraint JOIN pg_attribute
        ON attrelid = conrelid AND attnum = ANY (conkey)
        WHERE contype = 'f' AND conrelid = %s::regclass AND confrelid = %s::regclass""",
        [table, to],
    )
    return {name for (name,) in found}


def changeable(table: str, role: str) -> str | None:
    """A column that this role may update at all."""
    found = asked(
        """SELECT quote_ident(attname) FROM pg_attribute
        WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
        AND has_column_privilege(%s, attrelid, attnum, 'UPDATE') ORDER BY attnum LIMIT 1""",
        [table, role],
    )
    return found[0][0] if found else None

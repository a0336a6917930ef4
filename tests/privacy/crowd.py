"""A site full of strangers: what is somebody’s, again and again, as other people’s.

Keys are moved far away and what has to be unique is made up, so that each copy refers to its own people.
Copies are written past policies and triggers, and are gone with the transaction of the test.
"""

from dataclasses import dataclass

from django.db import connection

from privacy.context import Asker, asking
from tests.privacy import catalogue

FAR = 1_000_000  # from the keys of one copy to those of the next
# Tables that belong to somebody, and those that refer to them in turn; not content that names its editor.
SOMEBODY_S = """
WITH RECURSIVE referring AS (
    SELECT conrelid, conkey[1] AS attnum, confrelid FROM pg_constraint WHERE contype = 'f'
), somebody_s AS (
    SELECT attrelid AS oid FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relkind = 'r' AND relrowsecurity
        AND (relname = 'couples_user' OR attname IN ('person_id', 'who', 'whose'))
    UNION SELECT conrelid FROM referring JOIN somebody_s ON oid = confrelid
        JOIN pg_class ON pg_class.oid = conrelid
        WHERE relrowsecurity AND strpos(relname, '_historical') = 0
            AND relname <> 'exercises_exerciseversion'
)"""
COLUMNS = f"""
{SOMEBODY_S}, moved AS (
    SELECT attrelid, attnum FROM pg_attribute JOIN somebody_s ON oid = attrelid
    WHERE attnum > 0 AND (EXISTS (
            SELECT FROM referring JOIN somebody_s ON oid = confrelid
            WHERE conrelid = attrelid AND referring.attnum = pg_attribute.attnum)
        OR attname IN ('who', 'whose') OR right(attname, 3) = '_id' AND NOT EXISTS (
            SELECT FROM referring WHERE conrelid = attrelid AND referring.attnum = pg_attribute.attnum))
), unlike AS (
    SELECT indrelid AS attrelid, unnest(indkey::smallint[]) AS attnum FROM pg_index
    WHERE indisunique AND NOT EXISTS (
        SELECT FROM moved WHERE attrelid = indrelid AND attnum = ANY (indkey))
)
SELECT attrelid::regclass::text, quote_ident(attname), format_type(atttypid, NULL),
    (attrelid, attnum) IN (SELECT * FROM moved UNION SELECT * FROM unlike)
FROM pg_attribute JOIN somebody_s ON oid = attrelid
WHERE attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attrelid, attnum
"""
OTHER = {
    "bigint": f"{{0}} + copy * {FAR}",
    "integer": f"{{0}} + copy * {FAR}",
    "character varying": "left(md5({0} || copy), length({0}))",
    "text": "left(md5({0} || copy), length({0}))",
}


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: str
    differs: bool

    @property
    def copied(self) -> str:
        return OTHER[self.kind].format(self.name) if self.differs else self.name


def tables() -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    for table, *column in catalogue.asked(COLUMNS):
        found.setdefault(table, []).append(Column(*column))
    return found


def gathers(copies: int) -> None:
    everything = tables()
    with asking(Asker(role="moments")), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in everything:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, columns in everything.items():
            names = ", ".join(column.name for column in columns)
            copied = ", ".join(column.copied for column in columns)
            cursor.execute(
                f"""INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE
                SELECT {copied} FROM {table}, generate_series(1, {copies}) copy"""
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in everything:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")
            cursor.execute(f"ANALYZE {table}")

"""What lay plain before is sealed by a migration."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.db.migrations.state import ProjectState

from couples.models import User
from privacy import keys, rls, sealing, tokens
from privacy.tokens import DataKey

TABLE = "words_of_old"
MANY = 2_500  # more than two batches
OPERATIONS = sealing.seal(
    TABLE,
    {"text": "nullif(text, '')"},
    binding=("person_id", "number"),
    optional=("text",),
)


@pytest.fixture
def cursor() -> Iterator[CursorWrapper]:
    """As whoever migrates: the owner of the tables."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"""CREATE TABLE {TABLE} (id bigserial PRIMARY KEY, person_id bigint NOT NULL,
            number integer NOT NULL, text text NOT NULL)"""
        )
        cursor.execute(f"GRANT SELECT ON {TABLE} TO moments_web")
        cursor.execute(str(rls.protect(TABLE, rls.Policy("own", "SELECT", "true")).sql))
        cursor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
        yield cursor


def migrate() -> None:
    with connections["owner"].schema_editor(atomic=False) as editor:
        for operation in OPERATIONS:
            operation.database_forwards("privacy", editor, ProjectState(), ProjectState())


def plant(cursor: CursorWrapper, *people: User) -> None:
    cursor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
    for person in people:
        cursor.execute(
            f"""INSERT INTO {TABLE} (person_id, number, text)
            SELECT %s, number, CASE number WHEN 7 THEN '' ELSE 'Plum ' || number END
            FROM generate_series(1, %s) AS number""",
            [person.pk, MANY // 2],
        )
    cursor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")


def rows(cursor: CursorWrapper) -> list[tuple[int, int, bytes | None]]:
    cursor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
    cursor.execute(f"SELECT person_id, number, text FROM {TABLE} ORDER BY id")
    return [(person_id, number, text) for person_id, number, text in cursor.fetchall()]


class TestSealing:
    def test_every_row_opens_with_its_owner_s_key(
        self, cursor: CursorWrapper, alice: User, bob: User
    ) -> None:
        plant(cursor, alice, bob)
        migrate()
        own = current_keys(cursor, alice, bob)
        for person_id, number, text in rows(cursor):
            if number == 7:
                assert text is None
            else:
                place = tokens.place(TABLE, "text", person_id, number)
                assert tokens.open_(bytes(text or b""), own[person_id], place) == f"Plum {number}"

    def test_nothing_stays_plain(self, cursor: CursorWrapper, alice: User, bob: User) -> None:
        plant(cursor, alice, bob)
        migrate()
        sizes = {len(text) for _, _, text in rows(cursor) if text is not None}
        assert sizes == {9 + 12 + 256 + 16}
        assert not any(b"Plum" in (text or b"") for _, _, text in rows(cursor))

    def test_the_owner_is_held_again_afterwards(self, cursor: CursorWrapper, alice: User) -> None:
        plant(cursor, alice)
        migrate()
        cursor.execute(f"SELECT relforcerowsecurity FROM pg_class WHERE relname = '{TABLE}'")
        assert cursor.fetchone() == (True,)

    def test_a_key_that_is_there_is_used(self, cursor: CursorWrapper, alice: User) -> None:
        cursor.execute("SET LOCAL ROLE moments_keeper")
        row = keys.fresh(alice.pk)
        cursor.execute(keys.MAKE, row)
        cursor.execute("RESET ROLE")
        plant(cursor, alice)
        migrate()
        named = {tokens.key_id(text) for _, _, text in rows(cursor) if text}
        assert named == {row[0]}


def current_keys(cursor: CursorWrapper, *people: User) -> dict[int, DataKey]:
    cursor.execute("SET LOCAL ROLE moments_keeper")
    cursor.execute(f"{keys.FIND} person_id = ANY(%s)", [[person.pk for person in people]])
    found = [keys.opened(*row) for row in cursor.fetchall()]
    cursor.execute("RESET ROLE")
    return {key.person_id: key for key in found if key}

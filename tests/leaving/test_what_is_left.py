"""Of somebody who was erased nothing is left, and nobody else has lost anything."""

from datetime import datetime

import pytest
from django.db import connection

from checkins.models import CheckIn, Moment, Note, Rhythm
from couples import pairing
from leaving import belongings, tombstones
from mending.models import Answer, Apology
from privacy.context import acting_as, as_keeper, as_steward
from tests.leaving import conftest, unveiled
from tests.leaving.conftest import account_of, erase
from tests.mending import tales
from tests.privacy import catalogue
from tests.privacy.who import World

FOREIGN_KEYS = """
SELECT conrelid::regclass::text, attname FROM pg_constraint
JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
WHERE contype = 'f' AND confrelid = 'couples_user'::regclass
"""


def columns_to_people() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS)
        return set(cursor.fetchall())


@pytest.fixture
def world(world: World) -> World:
    """Bob has answered what alice sent as well."""
    with acting_as(world.alice):
        hers = Apology.objects.get(sender=world.alice)
    tales.answered(hers, world.bob, Answer.TAKEN, told=True, now=world.now)
    return world


class TestWhatIsLeft:
    def test_of_every_column_that_names_a_person_it_is_said_what_becomes(self) -> None:
        kept = {(one.table, one.column) for one in belongings.kept()}
        gone = {
            (one.table, column)
            for one in belongings.every()
            for column in catalogue.columns(one.table)
            if not one.becomes and one.whose == f"{column} = %(person)s"
        }
        assert kept | gone == columns_to_people()
        assert all(one.because for one in belongings.kept())

    def test_the_world_has_something_of_each(self, world: World) -> None:
        """Or the next test would look for what was never there."""
        empty = [
            one.table
            for one in belongings.every()
            if not unveiled.number(one.table, one.whose, world.alice)
        ]
        assert empty == ["leaving_exportpiece", "leaving_export"]

    def test_no_row_but_those_that_name_nobody(self, world: World, now: datetime) -> None:
        conftest.made(world.alice, now)
        erase(world.alice, now)
        left = {
            one.table: unveiled.number(one.table, one.whose, world.alice)
            for one in belongings.every()
            if not one.becomes
        }
        assert not [table for table, rows in left.items() if rows]

    def test_no_name_and_no_address_anywhere(self, world: World, now: datetime) -> None:
        erase(world.alice, now)
        words = "to_jsonb(t)::text ILIKE '%%alice%%'"
        places = [table for table in catalogue.tables() if not table.startswith("keys.")]
        assert not [table for table in places if unveiled.number(table, words, world.alice)]

    def test_the_account_is_an_empty_one(self, world: World, now: datetime) -> None:
        erase(world.alice, now)
        left = account_of(world.alice)
        assert (left.display_name, left.called, left.last_login) == ("", "", None)
        assert left.email.endswith("@removed.invalid")
        assert not left.is_active
        assert not left.has_usable_password()

    def test_the_key_is_destroyed(self, world: World, now: datetime) -> None:
        erase(world.alice, now)
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute("SELECT person_id FROM keys.person")
            assert world.alice.pk not in {row[0] for row in cursor.fetchall()}
        assert world.alice.public_id in tombstones.every()

    def test_what_both_shared_is_removed(self, world: World, now: datetime) -> None:
        erase(world.alice, now)
        with as_steward():
            assert {one.status for one in Moment.objects.all()} <= {
                "removed",
                "called_off",
                "moved",
            }
            assert {one.status for one in Rhythm.objects.all()} == {"removed"}
            assert {one.zone for one in Rhythm.objects.all()} == {"UTC"}

    def test_the_partner_keeps_their_own_words(self, world: World, now: datetime) -> None:
        erase(world.alice, now)
        with acting_as(world.bob):
            assert Note.objects.get(person=world.bob).text == "Some words."
            assert CheckIn.objects.filter(person=world.bob).count() == 1
            assert pairing.couple_of(world.bob, now=now).people == [world.bob]

    def test_nobody_else_loses_anything(self, world: World, now: datetime) -> None:
        hers: dict[str, list[str]] = {}
        for one in belongings.every():
            if not one.becomes:
                hers.setdefault(one.table, []).append(one.whose)
        theirs = {table: f"NOT ({' OR '.join(whose)})" for table, whose in hers.items()}
        before = [unveiled.number(*one, world.alice) for one in theirs.items()]
        erase(world.alice, now)
        assert [unveiled.number(*one, world.alice) for one in theirs.items()] == before

    def test_sums_of_the_two_go_with_her(self, world: World, now: datetime) -> None:
        erase(world.alice, now)
        for table in ("care_lately", "care_lastactivity"):
            assert not unveiled.number(table, f"couple_id = {world.couple.pk}", world.alice)

"""What the database itself gives and takes, whatever a page would ask."""

from datetime import datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from couples.models import Couple, User
from cycle.models import Draft, Entry, Exit, Name
from cycle.telling import Told
from privacy.context import acting_as, as_steward
from tests import factories
from tests.cycle import hard


def read(by: User, *rows: type[Entry | Draft | Exit | Name]) -> list[int]:
    with acting_as(by):
        return [one.objects.count() for one in rows]


@pytest.fixture
def ours(words_there: None, couple: Couple, alice: User, now: datetime) -> Couple:
    hard.noted(alice, on=now.date())
    hard.begun(alice, story="Half", now=now)
    hard.named(couple, alice, "The spin", now=now)
    hard.marked(couple, alice, "Hold out a hand", now=now)
    return couple


class TestReading:
    def test_the_partner_reads_what_is_shared(
        self, ours: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        assert read(bob, Entry, Draft, Exit, Name) == [0, 0, 1, 1]
        hard.shared(ours, alice, now=now)
        assert read(bob, Entry, Draft) == [1, 0]
        assert read(alice, Entry, Draft) == [2, 1]

    def test_nobody_else_reads_anything(
        self, ours: Couple, alice: User, mallory: User, tess: User, now: datetime, bob: User
    ) -> None:
        """Not a therapist either, to whom both have agreed."""
        factories.agreement(ours, tess, alice, bob, now=now)
        hard.shared(ours, alice, now=now)
        for one in (mallory, tess):
            assert read(one, Entry, Draft, Exit, Name) == [0, 0, 0, 0]
        with as_steward():
            assert [one.objects.count() for one in (Entry, Draft, Exit, Name)] == [0, 0, 0, 0]


class TestWriting:
    def test_the_partner_changes_nothing_of_it(
        self, ours: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hard.shared(ours, alice, now=now)
        with acting_as(bob):
            assert not Entry.objects.update(version=99)
            assert not Exit.objects.update(token="x")
            assert not Entry.objects.all().delete()[0]
            assert not Exit.objects.all().delete()[0]
            assert not Name.objects.all().delete()[0]

    def test_it_is_shared_with_one_s_own_couple_only(
        self, ours: Couple, other_couple: Couple, alice: User
    ) -> None:
        with (
            acting_as(alice),
            pytest.raises(ProgrammingError, match="row-level"),
            transaction.atomic(),
        ):
            Entry.objects.update(shared_in=other_couple)

    def test_nobody_names_in_another_s_name(self, ours: Couple, alice: User, bob: User) -> None:
        with (
            acting_as(bob),
            pytest.raises(ProgrammingError, match="row-level"),
            transaction.atomic(),
        ):
            Name.objects.update(version=7)
        with acting_as(bob):
            assert Name.objects.update(version=7, person=bob) == 1


class TestWhatLiesThere:
    def test_a_full_page_and_an_empty_one_look_alike(
        self, words_there: None, couple: Couple, alice: User, now: datetime
    ) -> None:
        hard.noted(alice, Told(cues=["tired"]), on=now.date())
        hard.noted(alice, Told("ö" * 500, own_move="x" * 80), on=now.date())
        hard.begun(alice, story="x", now=now)
        with acting_as(alice), connection.cursor() as cursor:
            cursor.execute(
                "SELECT length(told) FROM cycle_entry UNION SELECT length(fields) FROM cycle_draft"
            )
            assert len(cursor.fetchall()) == 1
            cursor.execute("SELECT string_agg(told::text, '') FROM cycle_entry")
            assert b"tired".hex() not in cursor.fetchone()[0]

    def test_names_and_ways_out_too(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hard.named(couple, alice, "ö" * 40, now=now)
        hard.marked(couple, alice, "ü" * 60, now=now)
        hard.marked(couple, bob, "A walk", now=now)
        with acting_as(alice), connection.cursor() as cursor:
            cursor.execute(
                "SELECT length(words) FROM cycle_name UNION SELECT length(words) FROM cycle_exit"
            )
            assert len(cursor.fetchall()) == 1

"""What the database itself gives and takes, whatever a page would ask."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import ProgrammingError, connection

from couples import pairing
from couples.models import Couple, User
from cues.models import Proposal, SetAside, Signature
from privacy.context import acting_as, as_steward
from privacy.identifiers import new_public_id
from tests import factories, system_columns
from tests.cues import agreed
from tests.cues.agreed import LAMP

TABLES = (Proposal, Signature, SetAside)


def read(by: User) -> list[int]:
    with acting_as(by):
        return [rows.objects.count() for rows in TABLES]


class TestReading:
    def test_the_two_read_what_is_proposed_and_signed_and_one_what_rests(
        self, standing: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        agreed.let_rest(agreed.proposed(couple, alice, LAMP, now=now), bob, now=now)
        assert read(alice) == [2, 1, 0]
        assert read(bob) == [2, 1, 1]

    def test_what_is_over_is_read_by_whoever_wrote_it(
        self, standing: Proposal, alice: User, bob: User, now: datetime
    ) -> None:
        agreed.retire(standing, alice, now=now)
        assert (read(alice)[0], read(bob)[0]) == (1, 0)

    def test_nobody_else_reads_anything(
        self, standing: Proposal, couple: Couple, alice: User, bob: User, mallory: User,
        tess: User, other_couple: Couple, now: datetime,
    ) -> None:  # fmt: skip
        """Not a therapist either, to whom both have agreed."""
        factories.agreement(couple, tess, alice, bob, now=now)
        agreed.let_rest(agreed.proposed(couple, alice, LAMP, now=now), bob, now=now)
        for one in (mallory, tess):
            assert read(one) == [0, 0, 0]
        with as_steward():
            assert not Signature.objects.exists()
            assert not SetAside.objects.exists()

    def test_after_a_parting_each_reads_their_own(
        self, standing: Proposal, couple: Couple, alice: User, bob: User, mallory: User,
        now: datetime,
    ) -> None:  # fmt: skip
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        factories.couple(bob, mallory, now=now)
        assert read(alice) == [1, 0, 0]
        assert read(bob) == [0, 1, 0]


Row = Callable[[Proposal, User, User, Couple, datetime], object]


def hers_signed_by_herself(one: Proposal, alice: User, *rest: object) -> Signature:
    return Signature(proposal=one, couple=one.couple, person=alice, signed_at=one.proposed_at)


def signed_in_bob_s_name(one: Proposal, alice: User, bob: User, *rest: object) -> Signature:
    return Signature(proposal=one, couple=one.couple, person=bob, signed_at=one.proposed_at)


def in_another_couple(one: Proposal, a: User, b: User, theirs: Couple, now: datetime) -> Proposal:
    name = {"public_id": new_public_id(), "token": new_public_id(), "words": "x"}
    return Proposal(**name, couple=theirs, person=a, proposed_at=now)


def in_bob_s_name(one: Proposal, a: User, bob: User, theirs: Couple, now: datetime) -> Proposal:
    name = {"public_id": new_public_id(), "token": new_public_id()}
    return Proposal(**name, couple=one.couple, person=bob, proposed_at=now, words=one.words)


def her_own_set_aside(one: Proposal, alice: User, *rest: object) -> SetAside:
    return SetAside(proposal=one, person=alice)


class TestWriting:
    @pytest.mark.parametrize(
        "row",
        [
            hers_signed_by_herself,
            signed_in_bob_s_name,
            in_another_couple,
            in_bob_s_name,
            her_own_set_aside,
        ],
    )
    def test_only_in_one_s_own_name_and_of_the_other_s(
        self, row: Row, waiting: Proposal, alice: User, bob: User, other_couple: Couple,
        now: datetime,
    ) -> None:  # fmt: skip
        with acting_as(alice):
            made = row(waiting, alice, bob, other_couple, now)
        with acting_as(alice), pytest.raises(ProgrammingError, match="row-level security"):
            made.save()  # type: ignore[attr-defined]  # a row of one of these tables

    def test_a_stranger_signs_nothing(
        self, waiting: Proposal, mallory: User, other_couple: Couple, now: datetime
    ) -> None:
        row = Signature(proposal=waiting, couple=other_couple, person=mallory, signed_at=now)
        with acting_as(mallory), pytest.raises(ProgrammingError, match="row-level security"):
            row.save()

    def test_what_is_over_is_signed_by_nobody(
        self, waiting: Proposal, bob: User, now: datetime
    ) -> None:
        agreed.taken_back(waiting, now=now)
        row = Signature(proposal=waiting, couple=waiting.couple, person=bob, signed_at=now)
        with acting_as(bob), pytest.raises(ProgrammingError, match="row-level security"):
            row.save()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE cues_proposal SET words = words",
            "UPDATE cues_proposal SET ended_at = now()",
            "DELETE FROM cues_proposal",
            "UPDATE cues_signature SET signed_at = now()",
            "DELETE FROM cues_signature",
        ],
    )
    def test_neither_changes_what_was_written(
        self, statement: str, standing: Proposal, alice: User, bob: User
    ) -> None:
        for one in (alice, bob):
            with acting_as(one), connection.cursor() as cursor:
                cursor.execute(statement)
                assert cursor.rowcount == 0

    def test_the_house_ends_a_cue_and_changes_no_word(self, standing: Proposal) -> None:
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            as_steward(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE cues_proposal SET words = words")

    def test_words_lie_sealed(self, standing: Proposal, alice: User) -> None:
        with acting_as(alice), connection.cursor() as cursor:
            cursor.execute("SELECT words::text FROM cues_proposal")
            assert b"hand".hex() not in cursor.fetchone()[0]


READ_BY_BOTH = (
    "cues_proposal", "cues_signature", "couples_user", "couples_couple", "couples_membership",
)  # fmt: skip


class TestTraces:
    @pytest.mark.django_db(transaction=True, databases=["default", "owner"])
    def test_what_rests_leaves_none_on_what_the_other_reads(
        self, waiting: Proposal, standing: Proposal, alice: User, bob: User, now: datetime
    ) -> None:
        """A row that refers to another locks it, and a lock of another transaction is noted there."""
        before = system_columns.noted(READ_BY_BOTH, alice)
        agreed.let_rest(waiting, bob, now=now)
        assert system_columns.noted(READ_BY_BOTH, alice) == before

    def test_nor_on_numbers_of_the_other_s_rows(
        self, waiting: Proposal, bob: User, now: datetime
    ) -> None:
        """They are random, so that none has a gap before it."""
        agreed.let_rest(waiting, bob, now=now)
        with acting_as(bob):
            assert len(SetAside.objects.get().pk) == 22

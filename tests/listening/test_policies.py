"""Who reads what of a session, asked of the database: numbers when both are in, shared words."""

from datetime import datetime

import pytest
from django.db import ProgrammingError

from couples import agreements
from couples.models import Couple, User
from listening import sharing
from listening.models import Line, Rating, Session, Share
from listening.turns import Act
from privacy.context import acting_as
from tests import factories
from tests.listening import steps
from tests.listening.steps import take, up_to, walk

State = Session.State


def lines(session: Session, reader: User) -> list[str]:
    with acting_as(reader):
        return [one.words for one in Line.objects.filter(session=session).order_by("version")]


class TestRating:
    def test_it_opens_when_both_are_in(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        up_to(session, State.RATING, now=now)
        take(session, Act.RATE, alice, now=now)
        with acting_as(bob):
            assert not Rating.objects.exists()
        take(session, Act.RATE, bob, now=now)
        for reader in (alice, bob):
            with acting_as(reader):
                assert Rating.objects.count() == 2

    def test_on_one_device_as_well(
        self, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        """Bob rates on alice’s device: she may not read it before she has said hers."""
        session = steps.invited(couple, alice, now=now, way=Session.Way.ONE_DEVICE)
        for act in steps.TO_RATING:
            take(session, act, by=alice, now=now)
        take(session, Act.RATE, bob, by=alice, now=now)
        with acting_as(alice):
            assert not Rating.objects.exists()
        take(session, Act.RATE, alice, by=alice, now=now)
        with acting_as(alice):
            assert Rating.objects.count() == 2

    def test_a_stranger_reads_nothing(
        self, session: Session, mallory: User, other_couple: Couple, now: datetime
    ) -> None:
        walk(session, *steps.WHOLE, now=now)
        with acting_as(mallory):
            assert not Session.objects.exists()
            assert not Line.objects.exists()
            assert not Rating.objects.exists()


class TestTherapist:
    def test_they_see_that_it_was_done_and_the_ratings_and_no_word(
        self, session: Session, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        up_to(session, State.CLOSING, now=now)
        with acting_as(tess):
            assert not Session.objects.exists()
            assert not Rating.objects.exists()
        walk(session, Act.CLOSE, Act.CLOSE, now=now)
        with acting_as(tess):
            assert Session.objects.count() == 1
            assert Rating.objects.count() == 2
            assert not Line.objects.exists()

    def test_they_read_words_when_both_share_them(
        self, session: Session, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        done = walk(session, *steps.WHOLE, now=now)
        for one, number in ((alice, 0), (bob, 6)):
            steps.share(done, one, now=now)
            assert len(lines(session, tess)) == number
        assert "rest" not in lines(session, tess)
        with acting_as(alice):
            sharing.take_back(done, by=alice)
        assert lines(session, tess) == []

    def test_what_was_shared_with_one_is_closed_to_the_next(
        self, session: Session, couple: Couple, alice: User, bob: User, tess: User, tom: User,
        now: datetime,
    ) -> None:  # fmt: skip
        link = factories.agreement(couple, tess, alice, bob, now=now)
        done = walk(session, *steps.WHOLE, now=now)
        steps.share(done, alice, bob, now=now)
        with acting_as(alice):
            agreements.end(link, now=now)
        factories.agreement(couple, tom, alice, bob, now=now)
        assert lines(session, tess) == lines(session, tom) == []
        steps.share(done, alice, now=now)
        assert lines(session, tom) == []
        steps.share(done, bob, now=now)
        assert len(lines(session, tom)) == 6

    def test_nothing_is_shared_with_a_therapist_of_others(
        self, session: Session, alice: User, tom: User, mallory: User, other_couple: Couple,
        now: datetime,
    ) -> None:  # fmt: skip
        theirs = factories.agreement(other_couple, tom, mallory, now=now)
        done = walk(session, *steps.WHOLE, now=now)
        row = {"session": done, "person": alice, "shared_at": now, "care_link": theirs}
        with acting_as(alice), pytest.raises(ProgrammingError, match="row-level security"):
            Share.objects.create(**row)

    def test_without_an_agreement_nothing(
        self, session: Session, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        kinds = {"ratings", "notes", "milestones"}
        factories.agreement(couple, tess, alice, bob, now=now, kinds=kinds)
        done = walk(session, *steps.WHOLE, now=now)
        steps.share(done, alice, bob, now=now)
        with acting_as(tess):
            assert not Session.objects.exists()
            assert not Rating.objects.exists()
        assert lines(session, tess) == []

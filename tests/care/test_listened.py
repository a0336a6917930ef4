"""Listening to each other, as milestones and the therapist's page know of it."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from care.models import Earned, LastActivity, Milestone
from couples.models import Agreement, Couple, User
from listening.models import Session
from listening.sessions import Given
from listening.turns import Act
from privacy.context import as_steward, asking
from tests import factories
from tests.care.pages import page_of, text
from tests.listening import steps
from tests.listening.steps import take, up_to, walk

DAY = timedelta(days=1)
State = Session.State


def watch(kind: str, **numbers: int) -> None:
    with asking(factories.AT_THE_DOOR):
        rule = {"kind": kind, **numbers}
        Milestone.objects.create(slug="it", title="It", line="It is so.", rule=rule)


def listen(couple: Couple, by: User, *ratings: tuple[int, int], now: datetime) -> Session:
    """From the invitation to the end; heard and hard, of each of the two."""
    session = up_to(steps.invited(couple, by, now=now), State.RATING, now=now)
    for who, (heard, hard) in zip(session.people, ratings, strict=True):
        take(session, Act.RATE, who, given=Given(heard=heard, hard=hard), now=now)
    return walk(session, Act.CLOSE, Act.CLOSE, now=now)


def earned() -> int:
    with as_steward():
        return Earned.objects.count()


class TestMilestones:
    @pytest.mark.parametrize(("ratings", "number"), [(((7, 0), (7, 0)), 1), (((10, 0), (6, 0)), 0)])
    def test_both_felt_heard(
        self,
        ratings: tuple[tuple[int, int], ...],
        number: int,
        couple: Couple,
        alice: User,
        now: datetime,
    ) -> None:
        watch("both_felt_heard", heard=7, sessions=1)
        listen(couple, alice, *ratings, now=now)
        assert earned() == number

    def test_again_and_again(self, couple: Couple, alice: User, bob: User, now: datetime) -> None:
        watch("both_felt_heard", heard=7, sessions=3)
        for turn in range(4):
            assert earned() == 0
            who = (alice, bob)[turn % 2]
            listen(couple, who, (7, 0), (8 if turn != 1 else 2, 0), now=now + turn * DAY)
        assert earned() == 1

    @pytest.mark.parametrize(("ratings", "number"), [(((2, 6), (3, 0)), 1), (((9, 5), (9, 5)), 0)])
    def test_it_was_hard_and_both_stayed(
        self,
        ratings: tuple[tuple[int, int], ...],
        number: int,
        couple: Couple,
        alice: User,
        now: datetime,
    ) -> None:
        watch("stayed_when_hard", hard=6, sessions=1)
        listen(couple, alice, *ratings, now=now)
        assert earned() == number

    def test_numbers_of_one_device_count_for_nothing(
        self, couple: Couple, alice: User, now: datetime
    ) -> None:
        """One alone may have entered both."""
        watch("both_felt_heard", heard=0, sessions=1)
        shared = steps.invited(couple, alice, now=now, way=Session.Way.ONE_DEVICE)
        assert walk(shared, *steps.WHOLE, now=now, by=alice).state == State.DONE
        assert earned() == 0

    def test_what_was_stopped_counts_for_nothing(
        self, couple: Couple, alice: User, now: datetime
    ) -> None:
        watch("stayed_when_hard", hard=0, sessions=1)
        session = up_to(steps.invited(couple, alice, now=now), State.CLOSING, now=now)
        take(session, Act.STOP, alice, now=now)
        assert earned() == 0

    def test_nobody_else_reaches_it(
        self, couple: Couple, other_couple: Couple, alice: User, mallory: User, now: datetime
    ) -> None:
        watch("both_felt_heard", heard=7, sessions=2)
        listen(couple, alice, (8, 0), (8, 0), now=now)
        listen(other_couple, mallory, (8, 0), (8, 0), now=now)
        assert earned() == 0


@pytest.mark.usefixtures("on_that_day")
class TestTherapistsPage:
    def test_it_shows_the_numbers_and_no_word(
        self, therapist: Client, agreed: None, couple: Couple, alice: User, now: datetime
    ) -> None:
        listen(couple, alice, (8, 6), (7, 2), now=now)
        page = text(therapist, page_of(couple))
        assert "Listening to each other" in page
        assert "felt heard 8 of 10, hard to stay 6 of 10" in page
        assert steps.SAID not in page

    def test_it_says_where_the_numbers_of_both_were_given_on_one_device(
        self, therapist: Client, agreed: None, couple: Couple, alice: User, now: datetime
    ) -> None:
        shared = steps.invited(couple, alice, now=now, way=Session.Way.ONE_DEVICE)
        walk(shared, *steps.WHOLE, now=now, by=alice)
        assert "on one device" in text(therapist, page_of(couple))

    def test_a_time_out_is_one_and_what_was_stopped_is_not_there(
        self, therapist: Client, agreed: None, couple: Couple, alice: User, now: datetime
    ) -> None:
        session = up_to(steps.invited(couple, alice, now=now), State.SPEAKING, now=now)
        take(session, Act.PAUSE, alice, now=now)
        assert "taking a time-out" in text(therapist, page_of(couple))
        take(session, Act.STOP, alice, now=now)
        assert "taking a time-out" not in text(therapist, page_of(couple))

    def test_words_are_there_while_both_share_them(
        self, therapist: Client, agreed: None, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        done = listen(couple, alice, (8, 6), (7, 2), now=now)
        for one, is_there in ((alice, False), (bob, True)):
            steps.share(done, one, now=now)
            page = text(therapist, page_of(couple))
            assert (steps.SAID in page) is is_there
            assert "rest" not in page

    def test_it_stands_under_the_agreement_on_exercises(
        self, therapist: Client, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        listen(couple, alice, (8, 6), (7, 2), now=now)
        kinds = set(Agreement.KINDS) - {"exercises"}
        factories.agreement(couple, tess, alice, bob, now=now, kinds=kinds)
        assert "Listening to each other" not in text(therapist, page_of(couple))

    def test_a_couple_that_listens_is_not_called_quiet(
        self, couple: Couple, alice: User, now: datetime
    ) -> None:
        listen(couple, alice, (8, 6), (7, 2), now=now)
        with as_steward():
            last = LastActivity.objects.get(couple=couple, kind="exercises")
        assert last.on == alice.local_date(now)

"""Given in private, in rounds that open by the calendar, and shown to both once both have."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from couples import pairing, pauses
from couples.models import Couple, User
from goals import rating
from goals.models import Draft, Goal, Ladder, Rating, Step, Version
from privacy import context
from privacy.context import acting_as
from tests import factories
from tests.goals import tales
from tests.goals.tales import EVERY

DAY = timedelta(days=1)


def rows(by: User) -> list[int]:
    with acting_as(by):
        return [one.person_id for one in Rating.objects.order_by("person")]


class TestPrivate:
    @pytest.mark.parametrize("first", ["alice", "bob"])
    def test_one_alone_is_its_writer_s(
        self, first: str, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        one, other = (alice, bob) if first == "alice" else (bob, alice)
        before = tales.page(goal, other, now=now)
        tales.rated(goal, one, Step.MORE, now=now)
        assert tales.page(goal, one, now=now).mine == Step.MORE
        assert tales.page(goal, other, now=now) == before
        assert (rows(one), rows(other)) == ([one.pk], [])

    def test_two_are_shown_to_both(self, goal: Goal, alice: User, bob: User, now: datetime) -> None:
        tales.rated(goal, alice, Step.LESS, now=now)
        tales.rated(goal, bob, Step.MORE, now=now)
        for one in (alice, bob):
            page = tales.page(goal, one, now=now)
            assert page.is_done
            assert page.shown[0].steps == {alice.pk: Step.LESS, bob.pk: Step.MORE}
            assert page.views([alice, bob]) == [
                ("Alice", "Less than hoped"),
                ("Bob", "More than hoped"),
            ]

    def test_the_last_counts_until_both_are_in(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        for step in (Step.LESS, Step.LESS, Step.HOPED):
            tales.rated(goal, alice, step, now=now)
        tales.rated(goal, bob, Step.MORE, now=now)
        for one in (alice, bob):
            with pytest.raises(rating.MovedOn):
                tales.rated(goal, one, Step.MUCH_LESS, now=now)
        assert tales.page(goal, bob, now=now).shown[0].both == [0, 1]

    def test_the_database_itself_holds_what_both_read(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        tales.rated(goal, alice, Step.LESS, now=now)
        with acting_as(alice):
            context.tell_time(now)
            assert Rating.objects.update(version=1) == 1
        tales.rated(goal, bob, Step.MORE, now=now)
        for one in (alice, bob):
            with acting_as(one):
                context.tell_time(now)
                assert not Rating.objects.update(version=1)
                assert not Rating.objects.all().delete()[0]

    def test_nobody_rates_in_the_other_s_name_or_elsewhere(
        self, goal: Goal, alice: User, bob: User, mallory: User, now: datetime
    ) -> None:
        forged = {"goal": goal, "round": 0, "version": 1, "value": "2"}
        for by, name in ((bob, alice), (mallory, mallory)):
            with acting_as(by):
                context.tell_time(now)
                with pytest.raises(ProgrammingError), transaction.atomic():
                    Rating.objects.create(person=name, **forged)

    def test_all_answers_look_alike(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        tales.rated(goal, alice, Step.MUCH_LESS, now=now)
        tales.rated(goal, bob, Step.HOPED, now=now)
        with acting_as(alice), connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT length(value) FROM goals_rating")
            assert len(cursor.fetchall()) == 1


class TestRounds:
    def test_open_by_the_calendar_and_not_by_an_answer(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        for one in (alice, bob):
            tales.rated(goal, one, Step.LESS, now=now)
        numbers = []
        for days in (0, 13, 14, 27, 28):
            page = tales.page(goal, alice, now=now + days * DAY)
            assert page.round
            numbers.append((page.round.number, page.is_done))
        assert numbers == [(0, True), (0, True), (1, False), (1, False), (2, False)]

    def test_begin_at_midnight_on_one_clock_for_both(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        """Amsterdam’s, which alice brought along; wherever bob is, it is the same instant."""
        bob.time_zone = "Pacific/Auckland"
        midnight = datetime.fromisoformat("2026-05-20T00:00+02:00")
        for at, number in ((midnight - timedelta(seconds=1), 0), (midnight, 1)):
            for one in (alice, bob):
                page = tales.page(goal, one, now=at)
                assert page.round
                assert page.round.number == number

    def test_what_was_given_alone_closes_with_its_round(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        tales.rated(goal, alice, Step.MUCH_LESS, now=now)
        later = now + EVERY
        with pytest.raises(rating.MovedOn):
            tales.rated(goal, bob, Step.MORE, now=later)
        tales.rated(goal, bob, Step.MORE, number=1, now=later)
        for one in (alice, bob):
            assert tales.page(goal, one, now=later).shown == []
        assert tales.page(goal, alice, now=later).mine is None
        assert rows(bob) == [bob.pk]

    def test_nothing_is_rated_before_it_counts(
        self, offered: Goal, alice: User, now: datetime
    ) -> None:
        with pytest.raises(rating.MovedOn):
            tales.rated(offered, alice, Step.MORE, now=now)

    def test_nothing_is_rated_at_rest(
        self, goal: Goal, couple: Couple, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=1, now=now)
        with pytest.raises(rating.Resting):
            tales.rated(goal, alice, Step.MORE, now=now + timedelta(hours=1))
        tales.rests(goal, alice, now=now)
        with pytest.raises(rating.MovedOn):
            tales.rated(goal, alice, Step.MORE, now=now + 2 * DAY)


class TestNewWords:
    def test_what_was_rated_with_the_old_ones_is_asked_again(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        """Each rates what both have before them: steps of two versions are never shown as a pair."""
        tales.rated(goal, alice, Step.MUCH_MORE, now=now)
        tales.changed(goal, alice, "Other words", seen=1, now=now)
        tales.signed(goal, bob, seen=2, now=now)
        with pytest.raises(rating.MovedOn):
            tales.rated(goal, bob, Step.LESS, seen=1, now=now)
        tales.rated(goal, bob, Step.LESS, seen=2, now=now)
        assert tales.page(goal, bob, now=now).shown == []
        assert tales.page(goal, alice, now=now).mine is None
        tales.rated(goal, alice, Step.HOPED, seen=2, now=now)
        assert tales.page(goal, bob, now=now).shown[0].both == [0, -1]

    def test_a_round_that_is_done_stays(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        for one in (alice, bob):
            tales.rated(goal, one, Step.LESS, now=now)
        tales.changed(goal, alice, "Other words", seen=1, now=now)
        tales.signed(goal, bob, seen=2, now=now)
        with pytest.raises(rating.MovedOn):
            tales.rated(goal, alice, Step.MORE, seen=2, now=now)
        assert tales.page(goal, alice, now=now).is_done


class TestTherapist:
    @pytest.fixture
    def rated(self, goal: Goal, alice: User, bob: User, now: datetime) -> Goal:
        tales.rated(goal, alice, Step.LESS, now=now)
        tales.rated(goal, bob, Step.MORE, now=now)
        return goal

    @pytest.mark.parametrize(("kinds", "number"), [({"goals"}, 1), ({"exercises", "ratings"}, 0)])
    def test_sees_what_both_signed_and_rated_if_both_agreed(
        self, kinds: set[str], number: int, rated: Goal, couple: Couple, alice: User, bob: User,
        tess: User, now: datetime,
    ) -> None:  # fmt: skip
        factories.agreement(couple, tess, alice, bob, now=now, kinds=kinds)
        told = tales.told(couple, tess, now=now)
        assert [one.gist.title for one in told.goals] == [tales.TITLE] * number
        assert told.score == (50 if number else None)
        assert len(rows(tess)) == 2 * number

    def test_one_who_agreed_alone_shows_nothing(
        self, rated: Goal, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, now=now)
        factories.agreement(couple, tess, bob, now=now, kinds={"ratings"})
        assert tales.told(couple, tess, now=now).goals == []
        assert rows(tess) == []

    def test_never_what_one_alone_offered_began_or_rated(
        self, goal: Goal, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        tales.rated(goal, alice, Step.LESS, now=now)
        tales.changed(goal, alice, "Not signed", seen=1, now=now)
        tales.offered(couple, bob, now=now, title="Offered")
        tales.begun(bob, now=now, title="Begun")
        told = tales.told(couple, tess, now=now)
        assert [(one.gist.title, one.picture) for one in told.goals] == [(tales.TITLE, None)]
        assert rows(tess) == []
        with acting_as(tess):
            assert Version.objects.count() == 1
            assert not Ladder.objects.exists()
            assert not Draft.objects.exists()

    def test_nothing_after_a_withdrawal_or_a_parting(
        self, rated: Goal, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        assert rows(tess) == []
        assert tales.told(couple, tess, now=now).goals == []
        assert (rows(alice), rows(bob)) == ([alice.pk], [bob.pk])


def test_a_lost_answer_is_said_to_be_one(goal: Goal, alice: User, bob: User, now: datetime) -> None:
    for one in (alice, bob):
        tales.rated(goal, one, Step.MORE, now=now)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE moments_keeper")
        cursor.execute("UPDATE goals_rating SET value = 'x' WHERE person_id = %s", [bob.pk])
    page = tales.page(goal, alice, now=now)
    assert page.views([alice, bob])[1] == ("Bob", "This answer can’t be opened.")
    assert page.shown[0].both == [1]


def test_two_rows_of_one_round_cannot_be(goal: Goal, alice: User, now: datetime) -> None:
    tales.rated(goal, alice, Step.MORE, now=now)
    with acting_as(alice), pytest.raises(DatabaseError), transaction.atomic():
        Rating.objects.create(goal=goal, person=alice, round=0, version=1, value="1")

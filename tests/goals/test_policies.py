"""What the database itself gives and takes, whatever a page would ask: raw SQL as one of the two."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from couples.models import Couple, User
from goals import rating
from goals.models import Draft, Goal, Rating, Signature, Step
from privacy import context
from privacy.context import acting_as
from tests import clock, system_columns
from tests.goals import tales
from tests.goals.tales import EVERY

COMMITS = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
REFUSED = "row-level security"
FAR = 9000  # rounds: in no year in which these tests are run
READ_BY_BOTH = (
    "goals_goal", "goals_version", "goals_ladder", "goals_signature", "goals_rating",
    "couples_user", "couples_couple", "couples_membership",
)  # fmt: skip


def rates(goal: Goal, by: User, *, now: datetime, number: int = 0, version: int = 1) -> None:
    """Past the page, at this time."""
    facts: dict[str, Any] = {"round": number, "version": version, "value": "1"}
    with acting_as(by), transaction.atomic():
        context.tell_time(now)
        Rating.objects.create(goal=goal, person=by, **facts)


def rates_anew(by: User, column: str, value: int, *, now: datetime) -> int:
    with acting_as(by), connection.cursor() as cursor:
        context.tell_time(now)
        cursor.execute(f"UPDATE goals_rating SET {column} = %s", [value])
        touched: int = cursor.rowcount
    return touched


def signs(goal: Goal, by: User, version: int, *, now: datetime) -> None:
    with acting_as(by), transaction.atomic():
        Signature.objects.create(goal=goal, person=by, version=version, signed_at=now)


def read(by: User) -> int:
    with acting_as(by):
        return Rating.objects.count()


class TestRatings:
    def test_the_round_that_runs_is_rated(self, goal: Goal, alice: User, now: datetime) -> None:
        rates(goal, alice, now=now + EVERY, number=1)
        assert read(alice) == 1

    @pytest.mark.parametrize("number", [0, 2])
    def test_no_other_round_is(
        self, number: int, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        """Whoever could would read what the other gave alone."""
        tales.rated(goal, bob, Step.MUCH_LESS, now=now)
        with pytest.raises(ProgrammingError, match=REFUSED):
            rates(goal, alice, now=now + EVERY, number=number)
        assert read(alice) == 0

    def test_a_round_ends_at_midnight_where_the_goal_is(
        self, goal: Goal, alice: User, bob: User
    ) -> None:
        midnight = datetime.fromisoformat("2026-05-20T00:00+02:00")
        rates(goal, alice, now=midnight - timedelta(seconds=1))
        with pytest.raises(ProgrammingError, match=REFUSED):
            rates(goal, bob, now=midnight)

    @COMMITS
    def test_whatever_time_it_is_told(self, goal: Goal, alice: User, now: datetime) -> None:
        """Elsewhere than in tests it goes by its own clock."""
        far = now + FAR * EVERY
        with clock.as_shipped():
            with pytest.raises(ProgrammingError, match=REFUSED):
                rates(goal, alice, now=far, number=FAR)
            with pytest.raises(rating.MovedOn):
                tales.rated(goal, alice, Step.MORE, number=FAR, now=far)

    def test_no_version_is_that_one_alone_has_written(
        self, goal: Goal, alice: User, now: datetime
    ) -> None:
        tales.changed(goal, alice, "Other words", seen=1, now=now)
        for version in (0, 2, 3):
            with pytest.raises(ProgrammingError, match=REFUSED):
                rates(goal, alice, now=now, version=version)

    def test_no_older_version_is(self, goal: Goal, alice: User, bob: User, now: datetime) -> None:
        """What bob gave to it is closed, though its round runs."""
        tales.rated(goal, bob, Step.MUCH_LESS, now=now)
        tales.changed(goal, alice, "Other words", seen=1, now=now)
        tales.signed(goal, bob, seen=2, now=now)
        with pytest.raises(ProgrammingError, match=REFUSED):
            rates(goal, alice, now=now, version=1)
        rates(goal, alice, now=now, version=2)
        with pytest.raises(ProgrammingError, match=REFUSED):
            rates_anew(alice, "version", 1, now=now)
        assert read(alice) == 1

    def test_what_is_over_is_not_rated_anew(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        rates(goal, alice, now=now)
        assert rates_anew(alice, "version", 1, now=now) == 1
        with pytest.raises(ProgrammingError, match=REFUSED):
            rates_anew(alice, "version", 1, now=now + EVERY)

    @pytest.mark.parametrize("column", ["round", "person_id", "goal_id"])
    def test_nor_moved(self, column: str, goal: Goal, alice: User, now: datetime) -> None:
        rates(goal, alice, now=now)
        with pytest.raises(ProgrammingError, match="permission denied"):
            rates_anew(alice, column, 1, now=now + EVERY)


class TestAgreeing:
    @pytest.mark.parametrize("by", ["alice", "bob"])
    def test_nobody_agrees_for_both(self, by: str, offered: Goal, alice: User, bob: User) -> None:
        one = {"alice": alice, "bob": bob}[by]
        with acting_as(one), pytest.raises(ProgrammingError, match="permission denied"):
            Goal.objects.update(agreed_on="2026-05-06")

    def test_nobody_offers_what_is_agreed(self, couple: Couple, alice: User, now: datetime) -> None:
        with acting_as(alice), pytest.raises(ProgrammingError, match=REFUSED):
            Goal.objects.create(couple=couple, zone="UTC", agreed_on=now.date())

    def test_only_the_newest_version_is_signed(
        self, offered: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        """Past the page: its writer has gone on to other words."""
        tales.changed(offered, alice, "Other words", seen=1, now=now)
        with pytest.raises(ProgrammingError, match=REFUSED):
            signs(offered, bob, 1, now=now)
        assert tales.again(offered).agreed_on is None
        signs(offered, bob, 2, now=now)
        assert tales.again(offered).agreed_on == now.date()

    def test_it_begins_with_the_first_signature_and_stays(
        self, offered: Goal, alice: User, bob: User
    ) -> None:
        """On the day it is where the goal is."""
        late = datetime.fromisoformat("2026-05-07T00:30+02:00")
        tales.signed(offered, bob, now=late)
        tales.changed(offered, bob, "In his words", seen=1, now=late + EVERY)
        tales.signed(offered, alice, seen=2, now=late + EVERY)
        assert str(tales.again(offered).agreed_on) == "2026-05-07"

    @COMMITS
    def test_on_a_day_that_nobody_says(self, offered: Goal, bob: User, now: datetime) -> None:
        far = now + FAR * EVERY
        with clock.as_shipped():
            tales.signed(offered, bob, now=far)
        agreed_on = tales.again(offered).agreed_on
        assert agreed_on
        assert agreed_on < far.date()


class TestTraces:
    @COMMITS
    @pytest.mark.parametrize("does", ["rates", "rates anew", "writes"])
    def test_what_one_does_alone_leaves_none_on_what_the_other_reads(
        self, does: str, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        if does == "rates anew":
            tales.rated(goal, bob, Step.LESS, now=now)
        before = system_columns.noted(READ_BY_BOTH, alice)
        if does == "writes":
            tales.begun(bob, now=now, title="Half")
        else:
            tales.rated(goal, bob, Step.MORE, now=now)
        assert system_columns.noted(READ_BY_BOTH, alice) == before

    def test_nor_on_numbers_of_the_other_s_rows(
        self, goal: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        """They are random, so that none has a gap before it."""
        tales.rated(goal, alice, Step.MORE, now=now)
        tales.begun(alice, now=now, title="Half")
        with acting_as(alice):
            for rows in (Rating, Draft):
                assert rows._meta.pk.name == "public_id"
                assert len(rows.objects.get().pk) == 22

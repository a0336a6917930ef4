"""The care tables as each role sees them, in SQL: the database itself refuses."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import ProgrammingError, connection

from care.models import Earned, Greeted, LastActivity, Lately, Milestone, TherapistMilestone
from couples.models import Agreement, Couple, User
from privacy.context import acting_as, as_steward, asking
from tests import factories

DAY = date(2026, 5, 6)


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def seen(person: User, table: str) -> int:
    with acting_as(person):
        return rows(table)


def run(statement: str, parameters: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


@pytest.fixture
def milestone() -> Milestone:
    with asking(factories.AT_THE_DOOR):
        return Milestone.objects.create(
            slug="first", title="First", line="It began.", rule={"kind": "first_day_both"}
        )


@pytest.fixture
def earned(couple: Couple, milestone: Milestone, now: datetime) -> Earned:
    with as_steward():
        return Earned.objects.create(couple=couple, milestone=milestone, on=DAY, at=now)


@pytest.fixture
def own(couple: Couple, alice: User, bob: User, tess: User, now: datetime) -> TherapistMilestone:
    factories.agreement(couple, tess, alice, bob, now=now)
    with acting_as(tess):
        return TherapistMilestone.objects.create(
            couple=couple, therapist=tess, title="A weekend away", added_at=now
        )


class TestEarned:
    def test_it_is_read_by_both_partners_and_nobody_else(
        self, earned: Earned, alice: User, bob: User, mallory: User, tess: User, edith: User
    ) -> None:
        counts = [seen(one, "care_earned") for one in (alice, bob, mallory, tess, edith)]
        assert counts == [1, 1, 0, 0, 0]
        assert rows("care_earned") == 0

    def test_it_is_read_by_the_therapist_once_both_agreed_to_milestones(
        self, earned: Earned, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now, kinds={"milestones"})
        assert seen(tess, "care_earned") == 1

    @pytest.mark.parametrize("kinds", [{"ratings", "notes", "exercises"}, set()])
    def test_it_is_not_read_under_another_agreement(
        self,
        earned: Earned,
        couple: Couple,
        alice: User,
        bob: User,
        tess: User,
        now: datetime,
        kinds: set[str],
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now, kinds=kinds)
        assert seen(tess, "care_earned") == 0

    def test_it_is_not_read_when_only_one_agreed(
        self, earned: Earned, couple: Couple, alice: User, tess: User, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, now=now)
        assert seen(tess, "care_earned") == 0

    @pytest.mark.parametrize("who", ["alice", "tess", "edith"])
    def test_it_is_written_by_nobody_but_the_house(
        self,
        couple: Couple,
        milestone: Milestone,
        now: datetime,
        request: pytest.FixtureRequest,
        who: str,
    ) -> None:
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            acting_as(request.getfixturevalue(who)),
        ):
            Earned.objects.create(couple=couple, milestone=milestone, on=DAY, at=now)

    @pytest.mark.parametrize(
        "statement", ["DELETE FROM care_earned", "UPDATE care_earned SET at=at"]
    )
    def test_it_is_never_changed_not_even_by_the_house(
        self, earned: Earned, statement: str
    ) -> None:
        with pytest.raises(ProgrammingError, match="permission denied"), as_steward():
            run(statement, [])


class TestGreeted:
    def test_it_is_ones_own(self, earned: Earned, alice: User, bob: User, now: datetime) -> None:
        with acting_as(alice):
            Greeted.objects.create(earned=earned, person=alice, at=now)
        assert (seen(alice, "care_greeted"), seen(bob, "care_greeted")) == (1, 0)

    def test_it_cannot_be_written_for_another(
        self, earned: Earned, alice: User, bob: User, now: datetime
    ) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(alice):
            Greeted.objects.create(earned=earned, person=bob, at=now)

    def test_it_cannot_name_a_milestone_of_others(
        self, earned: Earned, mallory: User, now: datetime
    ) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(mallory):
            Greeted.objects.create(earned=earned, person=mallory, at=now)


class TestTherapistMilestone:
    def test_it_is_hidden_from_the_partners_until_it_is_marked(
        self, own: TherapistMilestone, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        table = "care_therapistmilestone"
        assert [seen(one, table) for one in (tess, alice, bob)] == [1, 0, 0]
        with acting_as(tess):
            TherapistMilestone.objects.update(reached_on=DAY, marked_at=now)
        assert [seen(one, table) for one in (tess, alice, bob)] == [1, 1, 1]

    def test_it_is_gone_for_the_therapist_when_either_withdraws(
        self, own: TherapistMilestone, couple: Couple, bob: User, tess: User, now: datetime
    ) -> None:
        kinds = set(Agreement.KINDS) - {"milestones"}
        factories.agreement(couple, tess, bob, now=now, kinds=kinds)
        assert seen(tess, "care_therapistmilestone") == 0

    def test_it_is_not_for_another_therapist(self, own: TherapistMilestone, tom: User) -> None:
        assert seen(tom, "care_therapistmilestone") == 0

    @pytest.mark.parametrize("who", ["alice", "tom"])
    def test_it_is_written_only_by_the_therapist_of_the_couple(
        self,
        couple: Couple,
        now: datetime,
        request: pytest.FixtureRequest,
        who: str,
    ) -> None:
        person = request.getfixturevalue(who)
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(person):
            TherapistMilestone.objects.create(
                couple=couple, therapist=person, title="Mine", added_at=now
            )

    def test_the_partners_cannot_change_a_marked_one(
        self, own: TherapistMilestone, alice: User, tess: User, now: datetime
    ) -> None:
        with acting_as(tess):
            TherapistMilestone.objects.update(reached_on=DAY, marked_at=now)
        with acting_as(alice):
            assert run("UPDATE care_therapistmilestone SET title = 'x'", []) == 0
            assert run("DELETE FROM care_therapistmilestone", []) == 0


class TestSums:
    @pytest.fixture(autouse=True)
    def sums(self, couple: Couple) -> None:
        with as_steward():
            Lately.objects.create(couple=couple, until=DAY, closeness=4, closeness_before=6)
            for kind in LastActivity.Kind:
                LastActivity.objects.create(couple=couple, kind=kind, on=DAY)

    def test_no_partner_reads_or_writes_them(self, alice: User, bob: User, edith: User) -> None:
        for one in (alice, bob, edith):
            assert (seen(one, "care_lately"), seen(one, "care_lastactivity")) == (0, 0)
            with acting_as(one):
                assert run("UPDATE care_lately SET closeness = 10", []) == 0

    @pytest.mark.parametrize("kind", Agreement.KINDS)
    def test_the_therapist_reads_of_each_sort_what_was_agreed(
        self, couple: Couple, alice: User, bob: User, tess: User, now: datetime, kind: str
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now, kinds={kind})
        assert seen(tess, "care_lately") == (kind == "ratings")
        with acting_as(tess):
            kinds = set(LastActivity.objects.values_list("kind", flat=True))
        assert kinds == {kind} & set(LastActivity.Kind.values)


class TestMilestones:
    def test_everybody_reads_them_and_only_staff_writes_them(
        self, milestone: Milestone, alice: User, tess: User, edith: User
    ) -> None:
        assert [seen(one, "care_milestone") for one in (alice, tess, edith)] == [1, 1, 1]
        changed = "UPDATE care_milestone SET title = 'x'"
        for one, count in ((alice, 0), (tess, 0), (edith, 1)):
            with acting_as(one):
                assert run(changed, []) == count

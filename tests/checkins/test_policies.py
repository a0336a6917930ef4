"""What the database itself lets each person see and do with a day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from checkins.models import CheckIn, Draft, Note, SafetyAnswer, Seen, SharedWords
from couples.models import Couple, Membership, User
from privacy.context import acting_as, as_steward
from tests import factories

TODAY = date(2026, 5, 6)
DAYS = timedelta(days=2)
REFUSED = "row-level security"
Row = type[CheckIn] | type[Draft] | type[Note] | type[SafetyAnswer] | type[Seen] | type[SharedWords]


def seen_by(person: User, model: Row) -> int:
    """By hand, so that no manager stands between the person and the table."""
    with acting_as(person), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        return int(cursor.fetchone()[0])


@pytest.fixture
def alices(alice: User, couple: Couple, now: datetime) -> CheckIn:
    words = {"appreciation": "You made tea."}
    return factories.check_in(alice, couple, TODAY, now=now, words=words, note=("Ours.", "partner"))


@pytest.fixture
def bobs(bob: User, couple: Couple, now: datetime) -> CheckIn:
    return factories.check_in(bob, couple, TODAY, now=now)


class TestThePartner:
    @pytest.mark.parametrize("model", [CheckIn, SharedWords, Note])
    def test_reads_nothing_before_their_own_is_in(
        self, model: Row, bob: User, alices: CheckIn
    ) -> None:
        assert seen_by(bob, model) == 0

    @pytest.mark.parametrize("model", [SharedWords, Note])
    def test_reads_the_words_once_their_own_is_in(
        self, model: Row, bob: User, alices: CheckIn, bobs: CheckIn
    ) -> None:
        assert seen_by(bob, model) == 1

    def test_reads_only_the_same_day(
        self, alice: User, bob: User, couple: Couple, bobs: CheckIn, now: datetime
    ) -> None:
        factories.check_in(alice, couple, TODAY - timedelta(days=1), now=now)
        assert seen_by(bob, CheckIn) == 1

    def test_never_reads_whether_the_other_felt_safe(
        self, bob: User, alices: CheckIn, bobs: CheckIn
    ) -> None:
        with acting_as(bob):
            assert SafetyAnswer.objects.get().person == bob

    @pytest.mark.parametrize(
        ("audience", "count"), [("only_me", 0), ("partner", 1), ("therapist", 0), ("both", 1)]
    )
    def test_reads_a_note_that_is_for_them(
        self,
        audience: str,
        count: int,
        alice: User,
        bob: User,
        couple: Couple,
        bobs: CheckIn,
        now: datetime,
    ) -> None:
        factories.check_in(alice, couple, TODAY, now=now, note=("…", audience))
        assert seen_by(bob, Note) == count

    def test_never_reads_a_draft(
        self, alice: User, bob: User, bobs: CheckIn, now: datetime
    ) -> None:
        with acting_as(alice):
            Draft.objects.create(person=alice, on=TODAY, page="a", saved_at=now)
        assert (seen_by(alice, Draft), seen_by(bob, Draft)) == (1, 0)

    def test_changes_nothing(self, bob: User, alices: CheckIn, bobs: CheckIn) -> None:
        with acting_as(bob):
            assert CheckIn.objects.filter(pk=alices.pk).update(closeness=0) == 0
            assert CheckIn.objects.filter(pk=alices.pk).delete()[0] == 0

    def test_writes_nothing_in_the_name_of_the_other(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        day: dict[str, Any] = {"couple": couple, "on": TODAY, "closeness": 1, "submitted_at": now}
        with acting_as(bob), pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            CheckIn.objects.create(person=alice, **day)

    def test_adds_nothing_to_the_day_of_the_other(
        self, bob: User, couple: Couple, alices: CheckIn, bobs: CheckIn
    ) -> None:
        with acting_as(bob), pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            Note.objects.create(check_in=alices, person=bob, couple=couple, on=TODAY, text="Mine?")


class TestAStranger:
    @pytest.mark.parametrize("model", [CheckIn, SharedWords, Note, SafetyAnswer])
    def test_reads_nothing(
        self, model: Row, mallory: User, other_couple: Couple, alices: CheckIn, now: datetime
    ) -> None:
        mine = factories.check_in(mallory, other_couple, TODAY, now=now)
        with acting_as(mallory):
            assert not model.objects.exclude(pk=mine.pk).exists()

    def test_cannot_check_in_to_another_couple(
        self, mallory: User, couple: Couple, now: datetime
    ) -> None:
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            factories.check_in(mallory, couple, TODAY, now=now)


class TestTheTherapist:
    @pytest.fixture(autouse=True)
    def days(self, alice: User, couple: Couple, bobs: CheckIn, now: datetime) -> None:
        words = {"appreciation": "You made tea."}
        factories.check_in(alice, couple, TODAY, now=now, words=words, note=("…", "therapist"))

    @pytest.mark.parametrize(
        ("kinds", "counts"),
        [({"ratings"}, (2, 2, 0)), ({"notes"}, (0, 0, 1)), ({"milestones"}, (0, 0, 0))],
    )
    def test_reads_what_both_agreed_to(
        self,
        kinds: set[str],
        counts: tuple[int, int, int],
        alice: User,
        bob: User,
        tess: User,
        couple: Couple,
        now: datetime,
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now, kinds=kinds)
        assert tuple(seen_by(tess, model) for model in (CheckIn, SafetyAnswer, Note)) == counts
        assert seen_by(tess, SharedWords) == 0

    def test_reads_nothing_while_only_one_agreed(
        self, alice: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, now=now)
        assert (seen_by(tess, CheckIn), seen_by(tess, Note)) == (0, 0)

    @pytest.mark.parametrize(
        ("audience", "count"), [("only_me", 0), ("partner", 0), ("therapist", 1), ("both", 1)]
    )
    def test_reads_a_note_that_is_for_them(
        self,
        audience: str,
        count: int,
        alice: User,
        bob: User,
        tess: User,
        couple: Couple,
        now: datetime,
    ) -> None:
        with acting_as(alice):
            Note.objects.update(audience=audience)
        factories.agreement(couple, tess, alice, bob, now=now)
        assert seen_by(tess, Note) == count

    def test_cannot_mark_a_day_as_seen(
        self, alice: User, bob: User, tess: User, couple: Couple, bobs: CheckIn, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        with acting_as(tess), pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            Seen.objects.create(check_in=bobs, person=tess, at=now)


class TestStaff:
    @pytest.mark.parametrize("model", [CheckIn, SharedWords, Note, SafetyAnswer, Draft, Seen])
    def test_reads_nothing(self, model: Row, edith: User, alices: CheckIn, bobs: CheckIn) -> None:
        assert seen_by(edith, model) == 0


class TestTheHouse:
    def test_reads_no_note_that_is_only_mine_and_no_answer_about_safety(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        factories.check_in(alice, couple, TODAY, now=now, note=("…", "only_me"))
        with as_steward():
            assert CheckIn.objects.count() == 1
            assert Note.objects.count() == 0
            assert SafetyAnswer.objects.count() == 0


class TestOnceSeen:
    @pytest.fixture(autouse=True)
    def read(self, bob: User, alices: CheckIn, bobs: CheckIn, now: datetime) -> None:
        with acting_as(bob):
            Seen.objects.create(check_in=alices, person=bob, at=now)

    def test_no_part_of_it_changes(self, alice: User, alices: CheckIn) -> None:
        with acting_as(alice):
            assert CheckIn.objects.filter(pk=alices.pk).update(closeness=1) == 0
            assert SharedWords.objects.filter(pk=alices.pk).update(appreciation=None) == 0
            assert Note.objects.filter(pk=alices.pk).update(audience="both") == 0

    def test_the_writer_can_tell(self, alice: User) -> None:
        assert seen_by(alice, Seen) == 1

    def test_a_stranger_cannot_tell(self, mallory: User, other_couple: Couple) -> None:
        assert seen_by(mallory, Seen) == 0


class TestAfterTheyPart:
    def test_each_keeps_their_own_words_and_no_longer_sees_the_others(
        self, alice: User, bob: User, couple: Couple, alices: CheckIn, bobs: CheckIn, now: datetime
    ) -> None:
        assert seen_by(bob, CheckIn) == 2
        with acting_as(bob):
            Membership.objects.filter(person=bob).update(left_at=now)
        assert (seen_by(alice, CheckIn), seen_by(alice, Note)) == (1, 1)
        assert (seen_by(bob, CheckIn), seen_by(bob, Note)) == (1, 0)


class TestTheTable:
    @pytest.mark.parametrize(
        "fields",
        [{"closeness": 11}, {"stress": 11}, {"energy": -1}, {"sleep_half_hours": 49}],
    )
    def test_refuses_numbers_off_the_scale(
        self, fields: dict[str, Any], alice: User, couple: Couple, now: datetime
    ) -> None:
        with pytest.raises(IntegrityError, match="check"), transaction.atomic():
            factories.check_in(alice, couple, TODAY, now=now, **fields)

    def test_holds_one_a_day(self, alice: User, couple: Couple, alices: CheckIn) -> None:
        with pytest.raises(IntegrityError, match="check_in_is_one_a_day"), transaction.atomic():
            factories.check_in(alice, couple, TODAY, now=alices.submitted_at)

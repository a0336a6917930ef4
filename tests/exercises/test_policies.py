"""What the database itself refuses, whoever wrote the query."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from couples.models import Couple, User
from exercises import facts, practising, publishing
from exercises.models import Answer, Exercise, ExerciseVersion, Sitting, Step
from privacy.context import acting_as, as_steward
from tests import factories
from tests.exercises.conftest import draft, text_step

Finish = Callable[[User, Couple], Sitting]


@pytest.fixture
def finish(thanks: ExerciseVersion, now: datetime) -> Finish:
    def inner(person: User, couple: Couple) -> Sitting:
        with acting_as(person):
            sitting = practising.start(thanks, by=person, now=now)
            place = practising.place(thanks, 2)
            assert place
            practising.keep(sitting, place.step, words="only for me", now=now)
            practising.finish(sitting, by=person, couple=couple, now=now)
        return sitting

    return inner


@pytest.fixture
def hers(finish: Finish, alice: User, couple: Couple) -> Sitting:
    return finish(alice, couple)


def refused() -> Any:
    return pytest.raises(DatabaseError, match="row-level security")


@pytest.fixture
def therapist_of_both(alice: User, bob: User, tess: User, couple: Couple, now: datetime) -> User:
    factories.agreement(couple, tess, alice, bob, now=now)
    return tess


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM exercises_{table}")
        return int(cursor.fetchone()[0])


class TestWords:
    @pytest.mark.parametrize("name", ["bob", "tess", "edith", "mallory"])
    def test_nobody_else_reads_them(
        self, hers: Sitting, alice: User, therapist_of_both: User, request: Any, name: str
    ) -> None:
        with acting_as(request.getfixturevalue(name)):
            assert (count("answer"), count("sitting")) == (0, 0)
        with acting_as(alice):
            assert (count("answer"), count("sitting")) == (1, 1)

    def test_the_house_itself_cannot_read_them(self, hers: Sitting) -> None:
        with as_steward():
            assert count("answer") == 0
            assert count("sitting") == 0

    def test_nobody_writes_into_anothers_sitting(
        self,
        hers: Sitting,
        thanks: ExerciseVersion,
        mallory: User,
        other_couple: Couple,
        now: datetime,
    ) -> None:
        step = thanks.steps.get(position=3)
        facts = {"sitting_id": hers.pk, "step": step, "person": mallory, "kept_at": now}
        with acting_as(mallory), refused(), transaction.atomic():
            Answer.objects.create(**facts, words="mine")
        with acting_as(mallory):
            assert Answer.objects.update(kept_at=now) == 0

    def test_nobody_begins_in_anothers_name(
        self,
        thanks: ExerciseVersion,
        alice: User,
        mallory: User,
        other_couple: Couple,
        now: datetime,
    ) -> None:
        with acting_as(mallory), refused():
            practising.start(thanks, by=alice, now=now)


class TestCompletions:
    def test_the_therapist_sees_them_only_while_both_agree(
        self, hers: Sitting, alice: User, bob: User, tess: User, couple: Couple, now: datetime
    ) -> None:
        factories.agreement(couple, tess, alice, now=now)
        with acting_as(tess):
            assert count("completion") == 0
        factories.agreement(couple, tess, bob, now=now)
        with acting_as(tess):
            assert count("completion") == 1
        factories.agreement(couple, tess, bob, now=now, kinds={"ratings"})
        with acting_as(tess):
            assert count("completion") == 0

    def test_the_partner_and_another_therapist_see_none(
        self, hers: Sitting, bob: User, tom: User
    ) -> None:
        for person in (bob, tom):
            with acting_as(person):
                assert count("completion") == 0

    def test_nobody_puts_one_into_another_couple(
        self,
        thanks: ExerciseVersion,
        mallory: User,
        other_couple: Couple,
        couple: Couple,
        now: datetime,
    ) -> None:
        with acting_as(mallory):
            sitting = practising.start(thanks, by=mallory, now=now)
            with refused(), transaction.atomic():
                practising.finish(sitting, by=mallory, couple=couple, now=now)


class TestContent:
    def test_a_draft_and_its_steps_show_only_to_staff(
        self, alice: User, tess: User, edith: User, now: datetime
    ) -> None:
        draft("half-written", "read", "write", now=now)
        for person in (alice, tess):
            with acting_as(person):
                assert (count("exerciseversion"), count("step")) == (0, 0)
        with acting_as(edith):
            assert (count("exerciseversion"), count("step")) == (1, 2)

    def test_partners_change_nothing(
        self, thanks: ExerciseVersion, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            assert Exercise.objects.update(order=1) == 0
            assert ExerciseVersion.objects.update(title="Mine") == 0
            assert Step.objects.update(title="Mine") == 0
            with refused(), transaction.atomic():
                Exercise.objects.create(slug="mine", theme="rest")


class TestAPublishedText:
    @pytest.fixture(autouse=True)
    def as_editor(self, edith: User) -> object:
        context = acting_as(edith)
        context.__enter__()
        yield
        context.__exit__(None, None, None)

    def refused(self, change: Callable[[], object]) -> None:
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            change()

    def test_not_even_an_editor_changes_its_words(self, thanks: ExerciseVersion) -> None:
        same = ExerciseVersion.objects.filter(pk=thanks.pk)
        for name, value in {"title": "x", "summary": "x", "number": 9, "language": "de"}.items():
            self.refused(lambda name=name, value=value: same.update(**{name: value}))  # type: ignore[misc]  # called at once

    def test_nor_makes_it_a_draft_again(self, thanks: ExerciseVersion) -> None:
        same = ExerciseVersion.objects.filter(pk=thanks.pk)
        self.refused(lambda: same.update(status="draft", published_at=None))

    def test_nor_brings_it_back_from_retirement(
        self, thanks: ExerciseVersion, now: datetime
    ) -> None:
        publishing.retire(thanks, now=now)
        same = ExerciseVersion.objects.filter(pk=thanks.pk)
        self.refused(lambda: same.update(status="published", retired_at=None))

    def test_nor_deletes_it(self, thanks: ExerciseVersion) -> None:
        self.refused(thanks.delete)

    def test_its_steps_stay_as_they_are(self, thanks: ExerciseVersion) -> None:
        self.refused(lambda: thanks.steps.update(title="x"))
        self.refused(lambda: thanks.steps.all().delete())
        self.refused(lambda: Step.objects.create(version=thanks, **text_step(5)))

    def test_a_draft_with_its_steps_can_be_thrown_away(self, now: datetime) -> None:
        draft("half-written", "read", now=now).delete()
        assert not Step.objects.exists()


class TestFacts:
    def test_the_therapist_gets_titles_and_days_in_one_query(
        self,
        hers: Sitting,
        couple: Couple,
        therapist_of_both: User,
        now: datetime,
        django_assert_num_queries: Any,
    ) -> None:
        with acting_as(therapist_of_both):
            with django_assert_num_queries(1):
                found = facts.completions([couple], since=now.date())
            [one] = found[couple.pk]
            assert (one.title, one.person.display_name) == ("A True Thank You", "Alice")

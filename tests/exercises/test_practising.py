from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from couples.models import Couple, Happening, User
from exercises import practising
from exercises.models import Answer, Completion, ExerciseVersion, Sitting
from exercises.practising import Place, Towards
from privacy.context import acting_as
from tests.exercises.conftest import change, published


def at(version: ExerciseVersion, position: int) -> Place:
    place = practising.place(version, position)
    assert place
    return place


class TestPlace:
    def test_it_says_step_and_minutes_left(self, thanks: ExerciseVersion) -> None:
        place = at(thanks, 2)
        assert (place.number, place.count, place.minutes_left) == (2, 4, 6)

    def test_it_knows_its_neighbours(self, thanks: ExerciseVersion) -> None:
        assert at(thanks, 1).previous is None
        assert at(thanks, 4).next is None

    def test_there_is_none_beyond_the_last_step(self, thanks: ExerciseVersion) -> None:
        assert practising.place(thanks, 5) is None


class TestStarting:
    def test_twice_gives_the_same_sitting(
        self, thanks: ExerciseVersion, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            first = practising.start(thanks, by=alice, now=now)
            assert practising.start(thanks, by=alice, now=now) == first

    def test_again_begins_at_the_first_step_and_keeps_the_old_words(
        self, thanks: ExerciseVersion, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            first = practising.start(thanks, by=alice, now=now)
            practising.keep(first, at(thanks, 2).step, words="tea", now=now)
            second = practising.start_again(thanks, by=alice, now=now)
            assert (second.position, second.pk != first.pk) == (1, True)
            assert practising.answers_of(first)[0].words == "tea"
            assert practising.answers_of(second) == []

    def test_each_person_has_one_of_their_own(
        self, thanks: ExerciseVersion, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            hers = practising.start(thanks, by=alice, now=now)
        with acting_as(bob):
            assert practising.start(thanks, by=bob, now=now) != hers

    def test_the_database_refuses_a_second_open_one(
        self, thanks: ExerciseVersion, alice: User, now: datetime
    ) -> None:
        facts = {"person": alice, "exercise": thanks.exercise, "version": thanks}
        with acting_as(alice):
            Sitting.objects.create(**facts, started_at=now, touched_at=now)
            with pytest.raises(IntegrityError, match="one_open_sitting"), transaction.atomic():
                Sitting.objects.create(**facts, started_at=now, touched_at=now)


class TestANewVersion:
    def test_a_running_practice_keeps_the_one_it_began_with(
        self, thanks: ExerciseVersion, alice: User, edith: User, now: datetime
    ) -> None:
        with acting_as(alice):
            practising.start(thanks, by=alice, now=now)
        newer = change(thanks, "Thanks that land", by=edith, now=now)
        with acting_as(alice):
            sitting = practising.start(newer, by=alice, now=now)
            assert sitting.version == thanks
            assert practising.place(sitting.version, 5) is None

    def test_beginning_again_meets_the_new_one(
        self, thanks: ExerciseVersion, alice: User, edith: User, now: datetime
    ) -> None:
        with acting_as(alice):
            practising.start(thanks, by=alice, now=now)
        newer = change(thanks, "Thanks that land", by=edith, now=now)
        with acting_as(alice):
            found = practising.find("a-true-thank-you", by=alice)
            assert found == newer
            assert practising.start_again(found, by=alice, now=now).version == newer


class TestGoingOn:
    @pytest.fixture
    def sitting(
        self, thanks: ExerciseVersion, alice: User, couple: Couple, now: datetime
    ) -> Sitting:
        with acting_as(alice):
            return practising.start(thanks, by=alice, now=now)

    def go(
        self, sitting: Sitting, position: int, towards: Towards, couple: Couple, now: datetime
    ) -> int | None:
        there = practising.go_on(
            sitting,
            at(sitting.version, position),
            words="so",
            towards=towards,
            by=sitting.person,
            couple=couple,
            now=now,
        )
        return there.position if there else None

    def test_it_keeps_the_words_in_every_direction(
        self, sitting: Sitting, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            for towards, there in ((Towards.NEXT, 3), (Towards.BACK, 1), (Towards.LATER, None)):
                Answer.objects.all().delete()
                assert self.go(sitting, 2, towards, couple, now) == there
                answer = practising.answer_to(sitting, at(sitting.version, 2).step)
                assert answer is not None
                assert answer.words == "so"

    def test_it_remembers_where_one_left(
        self, sitting: Sitting, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            self.go(sitting, 1, Towards.NEXT, couple, now)
            self.go(sitting, 2, Towards.LATER, couple, now)
            sitting.refresh_from_db()
            assert sitting.position == 2

    def test_the_last_step_finishes_it_once(
        self, sitting: Sitting, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            self.go(sitting, 4, Towards.NEXT, couple, now)
            self.go(sitting, 4, Towards.NEXT, couple, now + timedelta(hours=1))
            assert Completion.objects.get().on == alice.local_date(now)
            assert Happening.objects.filter(kind="exercise_finished").count() == 1
            sitting.refresh_from_db()
            assert sitting.finished_at == now

    def test_it_is_finished_on_the_day_of_the_person(
        self, sitting: Sitting, alice: User, couple: Couple, now: datetime
    ) -> None:
        late = now.replace(hour=22, minute=30)  # half past midnight in Amsterdam
        with acting_as(alice):
            self.go(sitting, 4, Towards.NEXT, couple, late)
            assert Completion.objects.get().on.day == now.day + 1

    def test_words_changed_after_the_end_are_kept_too(
        self, sitting: Sitting, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            practising.finish(sitting, by=alice, couple=couple, now=now)
            practising.keep(sitting, at(sitting.version, 2).step, words="later", now=now)
            assert practising.answers_of(sitting)[0].words == "later"

    def test_an_emptied_answer_is_gone(self, sitting: Sitting, alice: User, now: datetime) -> None:
        step = at(sitting.version, 2).step
        with acting_as(alice):
            practising.keep(sitting, step, words="no", now=now)
            practising.keep(sitting, step, words="", now=now)
            assert not Answer.objects.exists()


class TestOffered:
    def test_it_prefers_the_persons_language(
        self, thanks: ExerciseVersion, alice: User, now: datetime
    ) -> None:
        dutch = published("a-true-thank-you", "read", language="nl", now=now)
        with acting_as(alice):
            assert practising.offered(alice) == [thanks]
            alice.language = "nl"
            assert practising.offered(alice) == [dutch]

    def test_it_counts_steps_and_minutes(self, thanks: ExerciseVersion, alice: User) -> None:
        with acting_as(alice):
            [found] = practising.offered(alice)
            assert (found.step_count, found.minutes) == (4, 8)

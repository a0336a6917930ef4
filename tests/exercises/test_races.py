"""Two real connections, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection

from couples.models import Couple, Happening, User
from exercises import practising, publishing, scheduling
from exercises.models import Answer, Completion, ExerciseVersion, Sitting
from privacy.context import acting_as
from tests import racing
from tests.exercises.conftest import draft
from tests.exercises.test_scheduling import HOUR, set_time
from tests.racing import Press, as_

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)


def twice_at_once(person: User, act: Press) -> list[object]:
    """What each of the two got, an exception included."""
    with racing.side_by_side(Exception) as together:
        return together(as_(person, act), as_(person, act))


class TestATickAndAnEditor:
    def test_the_tick_waits_for_whoever_saves(
        self, edith: User, now: datetime, caplog: pytest.LogCaptureFixture
    ) -> None:
        """It looks again half a minute later, and holds up no reminder meanwhile."""
        version = set_time(draft("a-walk", "read", now=now), edith, now + HOUR, now)
        with acting_as(edith):
            ExerciseVersion.objects.select_for_update().get(pk=version.pk)
            with ThreadPoolExecutor(1) as other:
                assert other.submit(tick, now + HOUR).result() == 0
                assert not caplog.text
            ExerciseVersion.objects.filter(pk=version.pk).update(title="The last word")
        assert tick(now + HOUR) == 1
        with acting_as(edith):
            assert ExerciseVersion.objects.published().get().title == "The last word"


def tick(now: datetime) -> int:
    try:
        return scheduling.publish_due(now)
    finally:
        connection.close()


@pytest.fixture
def sitting(thanks: ExerciseVersion, alice: User, couple: Couple, now: datetime) -> Sitting:
    with acting_as(alice):
        return practising.start(thanks, by=alice, now=now)


class TestTwoClicksAtOnce:
    def test_begin_one_sitting(self, thanks: ExerciseVersion, alice: User, now: datetime) -> None:
        one, other = twice_at_once(alice, lambda: practising.start(thanks, by=alice, now=now))
        assert one == other

    def test_finish_it_once(
        self, sitting: Sitting, alice: User, couple: Couple, now: datetime
    ) -> None:
        def finish() -> bool:
            return practising.finish(sitting, by=alice, couple=couple, now=now)

        assert sorted(map(str, twice_at_once(alice, finish))) == ["False", "True"]
        with acting_as(alice):
            assert Completion.objects.count() == 1
            assert Happening.objects.filter(kind="exercise_finished").count() == 1

    def test_keep_one_answer(self, sitting: Sitting, alice: User, now: datetime) -> None:
        place = practising.place(sitting.version, 2)
        assert place

        def keep() -> None:
            practising.keep(sitting, place.step, words="tea", now=now)

        assert twice_at_once(alice, keep) == [None, None]
        with acting_as(alice):
            assert Answer.objects.get().words == "tea"

    def test_publish_once(self, edith: User, now: datetime) -> None:
        version = draft("a-walk", "read", now=now)
        results = twice_at_once(edith, lambda: publishing.publish(version, now=now))
        refused = [one for one in results if isinstance(one, publishing.NothingToPublish)]
        assert len(refused) == 1
        with acting_as(edith):
            assert ExerciseVersion.objects.published().count() == 1

    def test_publish_at_its_time_once(self, edith: User, now: datetime) -> None:
        """Two workers: whichever comes second goes on without waiting."""
        version = set_time(draft("a-walk", "read", now=now), edith, now + HOUR, now)
        results = twice_at_once(edith, lambda: scheduling.publish_due(now + HOUR))
        assert sorted(map(str, results)) == ["0", "1"]
        with acting_as(edith):
            assert version.history.filter(status="published").count() == 1

    def test_make_one_draft(self, thanks: ExerciseVersion, edith: User, now: datetime) -> None:
        results = twice_at_once(edith, lambda: publishing.draft_from(thanks, by=edith, now=now))
        there = [one for one in results if isinstance(one, publishing.DraftExists)]
        assert len(there) == 1
        assert there[0].draft in results

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from couples.models import Couple, Happening, User
from exercises import browsing, lessons, practising, publishing
from exercises.models import Answer, Completion, ExerciseVersion, Sitting
from privacy.context import acting_as, asking
from tests.conftest import ClientOf
from tests.exercises.conftest import CONTENT_WORK, change, draft, lesson, published

WHOLE = ("read", "write", "write", "write")
SOURCE = "Somebody (2004), A Journal"
NOT_READ_FIRST = "A lesson is read first and then asks three questions to write about."


@pytest.fixture
def safe(now: datetime) -> ExerciseVersion:
    return lesson("safe-before-close", now=now, needs=("calm",))


@pytest.fixture
def sitting(safe: ExerciseVersion, alice: User, couple: Couple, now: datetime) -> Sitting:
    with acting_as(alice):
        practising.start(safe, by=alice, now=now)
        return Sitting.objects.visible_to(alice).get()


def text(response: Any) -> str:
    return str(response.content.decode())


class TestWhatALessonIs:
    def test_something_to_read_then_three_questions(self) -> None:
        assert lessons.lacks(kinds=WHOLE, minutes=4, sources=[SOURCE]) == ""
        assert lessons.lacks(kinds=("read", *WHOLE), minutes=5, sources=[SOURCE]) == ""

    @pytest.mark.parametrize(
        "kinds",
        [
            ("read", "write", "write"),
            ("write", "write", "write"),
            ("read", *("write",) * 4),
            ("read", "write", "write", "choose"),
            ("write", "read", "write", "write"),
            (),
        ],
    )
    def test_nothing_else(self, kinds: tuple[str, ...]) -> None:
        assert lessons.lacks(kinds=kinds, minutes=4, sources=[SOURCE]) == NOT_READ_FIRST

    @pytest.mark.parametrize("minutes", [2, 6])
    def test_it_takes_three_to_five_minutes(self, minutes: int) -> None:
        assert "3 to 5 minutes" in lessons.lacks(kinds=WHOLE, minutes=minutes, sources=[SOURCE])

    @pytest.mark.parametrize("sources", [[], ["Somebody, 2004"], [SOURCE, "Somebody else"]])
    def test_it_names_its_sources(self, sources: list[str]) -> None:
        assert "names its sources" in lessons.lacks(kinds=WHOLE, minutes=4, sources=sources)

    def test_only_that_can_be_published(self, now: datetime) -> None:
        half = draft("half", "read", "write", now=now, place={"kind": "lesson"}, sources=SOURCE)
        with asking(CONTENT_WORK), pytest.raises(publishing.NothingToPublish, match="three"):
            publishing.publish(half, now=now)


class TestReadingOne:
    def test_it_is_resumed_in_the_words_it_was_begun_with(
        self, sitting: Sitting, safe: ExerciseVersion, alice: User, edith: User, now: datetime
    ) -> None:
        with acting_as(alice):
            Sitting.objects.update(position=2)
        with acting_as(edith):
            newer = publishing.draft_from(safe, by=edith, now=now)
            ExerciseVersion.objects.filter(pk=newer.pk).update(title="Safe, then close")
            publishing.publish(newer, now=now)
        with acting_as(alice):
            again = practising.start(newer, by=alice, now=now)
            assert (again.version_id, again.position) == (safe.pk, 2)

    def test_an_answer_is_for_whoever_wrote_it_alone(
        self, sitting: Sitting, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        place = practising.place(sitting.version, 2)
        assert place
        with acting_as(alice):
            practising.keep(sitting, place.step, words="A lamp was on.", now=now)
        for person, count in ((alice, 1), (bob, 0), (tess, 0)):
            with acting_as(person):
                assert Answer.objects.count() == count

    def test_nobody_is_told_that_it_was_read(
        self, sitting: Sitting, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            assert practising.finish(sitting, by=alice, couple=couple, now=now)
            assert not practising.finish(sitting, by=alice, couple=couple, now=now)
            assert not Completion.objects.exists()
            assert not Happening.objects.filter(kind="exercise_finished").exists()

    def test_the_database_would_not_have_it_written_down(
        self, sitting: Sitting, alice: User, couple: Couple, now: datetime
    ) -> None:
        facts = {"exercise_id": sitting.exercise_id, "title": "x", "on": now.date()}
        with acting_as(alice), pytest.raises(DatabaseError, match="not_of_a_lesson"):
            Completion.objects.create(sitting=sitting, person=alice, couple=couple, **facts)

    def test_today_offers_exercises_and_no_lesson(
        self, safe: ExerciseVersion, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            assert browsing.fitting(alice, now=now) is None


class TestItsPages:
    @pytest.fixture
    def browser(self, alice: User, couple: Couple, client_of: ClientOf) -> Client:
        return client_of(alice)

    def test_lessons_stand_on_a_page_of_their_own(
        self, browser: Client, safe: ExerciseVersion, thanks: ExerciseVersion
    ) -> None:
        both = [text(browser.get(page)) for page in ("/exercises/", "/exercises/lessons/")]
        assert ["A True Thank You" in page for page in both] == [True, False]
        assert ["Safe Before Close" in page for page in both] == [False, True]

    def test_so_does_one_under_way(self, browser: Client, sitting: Sitting) -> None:
        assert "Where you left off" not in text(browser.get("/exercises/"))
        assert "Where you left off" in text(browser.get("/exercises/lessons/"))

    def test_it_says_that_nobody_learns_of_it(self, browser: Client, safe: ExerciseVersion) -> None:
        page = text(browser.get("/exercises/safe-before-close/"))
        assert "nobody learns here: neither your partner nor your therapist." in page
        assert "your therapist sees" not in page

    def test_its_end_leads_to_an_exercise_that_goes_with_it(
        self, browser: Client, sitting: Sitting, thanks: ExerciseVersion, now: datetime
    ) -> None:
        place = {"needs": ["calm"], "theme": "settle"}
        published("a-settling-breath", "breathe", now=now, place=place)
        last = f"/exercises/own/{sitting.public_id}/4/"
        answer = browser.post(last, {"words": "Tea.", "go": "next"}, follow=True)
        assert "If you would like to try some of it" in text(answer)
        assert "A Settling Breath" in text(answer)
        assert "A True Thank You" not in text(answer)

    def test_the_end_of_an_exercise_leads_nowhere_else(
        self, browser: Client, thanks: ExerciseVersion, safe: ExerciseVersion
    ) -> None:
        step = browser.post("/exercises/a-true-thank-you/start/").headers["Location"]
        answer = browser.post(step.replace("/1/", "/4/"), {"go": "next"}, follow=True)
        assert "try some of it" not in text(answer)


class TestWhatHasChanged:
    def test_an_editor_sees_the_two_side_by_side(
        self, safe: ExerciseVersion, edith: User, client_of: ClientOf, settings: Any, now: datetime
    ) -> None:
        settings.STAFF_SECOND_FACTOR = False
        with acting_as(edith):
            edith.is_superuser = True
            edith.save()
        walk = published("a-walk", "read", now=now)
        newer = change(walk, "A slow walk", by=edith, now=now)
        desk = client_of(edith)
        address = "/admin/exercises/exerciseversion/{}/changes/"
        page = text(desk.get(address.format(newer.pk)))
        assert "<del>title: A Walk</del>" in page
        assert "<ins>title: A slow walk</ins>" in page
        assert "summary:" in page
        assert "theme:" not in page
        assert desk.get(address.format(walk.pk)).status_code == 404

"""A draft that is published by itself, at a time that an editor has set."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from couples.models import User
from exercises import publishing, scheduling
from exercises.admin_forms import TimeForm
from exercises.models import ExerciseVersion
from privacy.context import Asker, acting_as, as_steward, asking
from reminders import ticking
from tests.conftest import ClientOf
from tests.exercises.conftest import draft, published
from tests.exercises.test_admin import LIST, address, do, filled, status

HOUR = timedelta(hours=1)


def later(version: ExerciseVersion) -> str:
    return f"{LIST}{version.pk}/later/"


def set_time(version: ExerciseVersion, by: User, at: datetime, now: datetime) -> ExerciseVersion:
    with acting_as(by):
        fresh = ExerciseVersion.objects.get(pk=version.pk)
        mark = scheduling.mark(fresh)
        return scheduling.set_time(fresh, at=at, seen=mark, by=by, now=now)


def again(version: ExerciseVersion, by: User) -> ExerciseVersion:
    with acting_as(by):
        return ExerciseVersion.objects.get(pk=version.pk)


def form(day: str, at: str, seen: str = "") -> dict[str, str]:
    return {"day": day, "at": at, "seen": seen}


class TestATick:
    def test_it_publishes_what_is_due_once(
        self, words: ExerciseVersion, edith: User, now: datetime
    ) -> None:
        before = published("a-walk", "read", now=now)
        after = draft("a-walk", "do", now=now)
        set_time(after, edith, now + HOUR, now)
        assert ticking.tick(now=now)["published"] == 0
        assert [ticking.tick(now=now + HOUR)["published"] for _ in range(2)] == [1, 0]
        assert (status(before, edith), status(after, edith)) == ("retired", "published")
        assert again(after, edith).published_at == now + HOUR
        assert again(after, edith).publish_at is None
        assert status(words, edith) == "draft"

    def test_what_became_unready_stays_a_draft_and_says_why(
        self, words: ExerciseVersion, editor: Client, edith: User, now: datetime
    ) -> None:
        set_time(words, edith, now + HOUR, now)
        with acting_as(edith):
            words.steps.all().delete()
        assert [scheduling.publish_due(now + HOUR) for _ in range(2)] == [0, 0]
        html = editor.get(LIST).content.decode()
        assert "Not published on" in html
        assert "A text needs at least one step." in html
        assert "Not published on" in editor.get(address(words)).content.decode()

    def test_a_new_time_counts_again(
        self, words: ExerciseVersion, edith: User, now: datetime
    ) -> None:
        set_time(words, edith, now + HOUR, now)
        with acting_as(edith):
            ExerciseVersion.objects.filter(pk=words.pk).update(held_back="It was not ready.")
        set_time(words, edith, now + 2 * HOUR, now + HOUR)
        assert scheduling.publish_due(now + 2 * HOUR) == 1

    def test_one_that_fails_keeps_no_other_waiting(
        self, words: ExerciseVersion, edith: User, now: datetime, monkeypatch: Any, caplog: Any
    ) -> None:
        other = draft("a-walk", "read", now=now)
        set_time(words, edith, now + HOUR, now)
        set_time(other, edith, now + 2 * HOUR, now)
        publish = publishing.publish

        def broken(one: ExerciseVersion, **how: Any) -> None:
            if one.pk == words.pk:
                raise OSError
            publish(one, **how)

        monkeypatch.setattr(publishing, "publish", broken)
        assert scheduling.publish_due(now + 2 * HOUR) == 1
        assert status(words, edith) == "draft"
        assert "was not published" in caplog.text

    def test_the_house_sees_of_drafts_only_those_with_a_time(
        self, words: ExerciseVersion, edith: User, now: datetime
    ) -> None:
        other = draft("a-walk", "read", now=now)
        set_time(other, edith, now + HOUR, now)
        with as_steward():
            assert list(ExerciseVersion.objects.values_list("pk", flat=True)) == [other.pk]
            assert not ExerciseVersion.objects.update(title="Mine")
        with asking(Asker()):
            assert not ExerciseVersion.objects.exists()


class TestSetting:
    def test_it_is_seen_in_the_list_and_in_the_text(
        self, words: ExerciseVersion, editor: Client, edith: User
    ) -> None:
        answer = editor.post(later(words), form("2027-03-28", "09:30"), follow=True)
        said = "To be published on Sunday 28 March 2027 at 09:30 (Europe/Amsterdam)"
        for html in (answer, editor.get(LIST), editor.get(later(words))):
            assert said in html.content.decode()
        assert again(words, edith).publish_at == datetime(2027, 3, 28, 7, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("day", "at", "utc", "shown"),
        [
            (date(2027, 3, 28), time(2, 30), "2027-03-28T01:30", "03:30"),  # the gap
            (date(2026, 10, 25), time(2, 30), "2026-10-25T00:30", "02:30"),  # the fold
        ],
    )
    def test_daylight_saving_is_as_everywhere(
        self,
        words: ExerciseVersion,
        edith: User,
        now: datetime,
        day: date,
        at: time,
        utc: str,
        shown: str,
    ) -> None:
        data = form(day.isoformat(), f"{at:%H:%M}")
        with acting_as(edith):
            sent = TimeForm(data, draft=words, by=edith, now=now)
            assert sent.is_valid()
            mine = sent.set_time()
        assert mine
        assert mine.publish_at == datetime.fromisoformat(f"{utc}+00:00")
        assert f"at {shown} (" in scheduling.said(mine.publish_at, edith.time_zone)

    @pytest.mark.parametrize(
        ("day", "at", "reason"),
        [
            ("2020-01-01", "09:00", "This day is over."),
            ("9999-12-31", "23:59", "within the next two years"),
            ("0001-01-01", "00:00", "This day is over."),
            ("soon", "9", "Give a day such as"),
            ("", "", "Choose a day."),
            ("2027-03-28", "09:30\x00", "Give a time such as"),
        ],
    )
    def test_what_is_no_time_is_refused_beside_its_field(
        self, words: ExerciseVersion, editor: Client, day: str, at: str, reason: str
    ) -> None:
        answer = editor.post(later(words), form(day, at))
        assert answer.status_code == 200
        assert reason in answer.content.decode()

    def test_an_hour_that_is_over_is_refused(
        self, words: ExerciseVersion, edith: User, now: datetime
    ) -> None:
        with pytest.raises(scheduling.CannotBeSet, match="over already"):
            set_time(words, edith, now, now)

    def test_what_cannot_be_published_by_hand_gets_no_time(
        self, editor: Client, edith: User, now: datetime
    ) -> None:
        empty = draft("a-need", now=now)
        answer = editor.post(later(empty), form("2027-03-28", "09:30"))
        assert "A text needs at least one step." in answer.content.decode()
        assert again(empty, edith).publish_at is None

    def test_it_is_changed_and_taken_back(
        self, words: ExerciseVersion, editor: Client, edith: User
    ) -> None:
        editor.post(later(words), form("2027-03-28", "09:30"))
        seen = scheduling.mark(again(words, edith))
        editor.post(later(words), form("2027-03-29", "09:30", seen))
        moved = again(words, edith)
        assert moved.publish_at == datetime(2027, 3, 29, 7, 30, tzinfo=UTC)
        data = {"seen": scheduling.mark(moved), "_take_back": "1", "day": "", "at": ""}
        answer = editor.post(later(words), data, follow=True)
        assert "stays a draft" in answer.content.decode()
        assert again(words, edith).publish_at is None

    @pytest.mark.parametrize("more", [{}, {"_take_back": "1"}])
    def test_two_editors_undo_nothing_unseen(
        self, words: ExerciseVersion, editor: Client, edith: User, more: dict[str, str]
    ) -> None:
        editor.post(later(words), form("2027-03-28", "09:30"))
        answer = editor.post(later(words), form("2027-05-01", "10:00") | more)
        assert "changed meanwhile" in answer.content.decode()
        assert again(words, edith).publish_at == datetime(2027, 3, 28, 7, 30, tzinfo=UTC)

    def test_only_editors_and_only_of_a_draft(
        self, edith: User, editor: Client, client_of: ClientOf, alice: User, now: datetime
    ) -> None:
        out = published("a-walk", "read", now=now)
        for method in (editor.get, editor.post):
            assert method(later(out)).status_code == 404
        with acting_as(edith):
            edith.groups.clear()
        waiting = draft("a-need", "read", now=now)
        for browser in (client_of(edith), client_of(alice)):
            assert browser.post(later(waiting), form("2027-03-28", "09:30")).status_code == 404
        assert again(waiting, edith).publish_at is None


class TestADraftWithATime:
    @pytest.fixture
    def waiting(self, words: ExerciseVersion, edith: User, now: datetime) -> ExerciseVersion:
        return set_time(words, edith, now + HOUR, now)

    def test_it_can_be_changed_and_says_that_it_still_has_it(
        self, waiting: ExerciseVersion, editor: Client, edith: User, now: datetime
    ) -> None:
        data = filled(waiting, edith, title="Other", _continue="1")
        html = editor.post(address(waiting), data, follow=True).content.decode()
        assert "as it is then" in html
        scheduling.publish_due(now + HOUR)
        assert again(waiting, edith).title == "Other"
        assert status(waiting, edith) == "published"

    def test_whoever_saves_it_holds_it(
        self, waiting: ExerciseVersion, editor: Client, edith: User
    ) -> None:
        data = filled(waiting, edith, title="Other")
        with CaptureQueriesContext(connection) as captured:
            editor.post(address(waiting), data)
        asked = [one["sql"] for one in captured.captured_queries]
        held = next(n for n, sql in enumerate(asked) if "FOR UPDATE" in sql)
        saved = next(n for n, sql in enumerate(asked) if sql.startswith('UPDATE "exercises_'))
        assert held < saved

    def test_it_warns_when_it_could_not_be_published_as_it_is(
        self, waiting: ExerciseVersion, editor: Client, edith: User
    ) -> None:
        gone = {f"steps-{number}-DELETE": "on" for number in range(3)}
        data = filled(waiting, edith, _continue="1", **gone)
        html = editor.post(address(waiting), data, follow=True).content.decode()
        assert "but not as it is now. A text needs at least one step." in html

    def test_publishing_by_hand_ends_it(
        self, waiting: ExerciseVersion, editor: Client, edith: User, now: datetime
    ) -> None:
        editor.post(address(waiting), filled(waiting, edith, _publish="1"))
        assert again(waiting, edith).publish_at is None
        assert scheduling.publish_due(now + HOUR) == 0

    def test_taking_out_of_use_what_it_was_to_replace_ends_it(
        self, editor: Client, edith: User, now: datetime
    ) -> None:
        before = published("a-walk", "read", now=now)
        after = set_time(draft("a-walk", "do", now=now), edith, now + HOUR, now)
        html = editor.post(do(before, "retire"), follow=True).content.decode()
        assert "Its draft stays, and has no time any more." in html
        assert scheduling.publish_due(now + HOUR) == 0
        assert status(after, edith) == "draft"

    def test_what_somebody_was_writing_meanwhile_is_shown_to_them(
        self, waiting: ExerciseVersion, editor: Client, edith: User, now: datetime
    ) -> None:
        data = filled(waiting, edith, title="My last words", **{"steps-0-text": "Slowly."})
        scheduling.publish_due(now + HOUR)
        answer = editor.post(address(waiting), data)
        assert answer.status_code == 403
        for said in ("My last words", "Slowly.", "Make a new draft"):
            assert said in answer.content.decode()

    def test_the_database_gives_a_time_to_drafts_alone(self, edith: User, now: datetime) -> None:
        out = published("a-walk", "read", now=now)
        with acting_as(edith), pytest.raises(IntegrityError), transaction.atomic():
            ExerciseVersion.objects.filter(pk=out.pk).update(publish_at=now)

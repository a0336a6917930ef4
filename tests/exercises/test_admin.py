from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from couples.models import User
from exercises import publishing
from exercises.models import Exercise, ExerciseVersion, Step
from privacy.context import acting_as
from tests.conftest import ClientOf
from tests.exercises.conftest import draft, published

ADD = "/admin/exercises/exerciseversion/add/"
LIST = "/admin/exercises/exerciseversion/"


def address(version: ExerciseVersion) -> str:
    return reverse("admin:exercises_exerciseversion_change", args=[version.pk])


def do(version: ExerciseVersion, action: str) -> str:
    return reverse("admin:exercises_do", args=[version.pk, action])


def preview(version: ExerciseVersion, position: int) -> str:
    return reverse("admin:exercises_preview", args=[version.pk, position])


def filled(version: ExerciseVersion, by: User, **changes: str) -> dict[str, str]:
    """The form of a draft as the browser would send it."""
    with acting_as(by):
        steps = list(version.steps.order_by("position"))
    data = {
        "title": version.title,
        "summary": version.summary,
        "sources": "",
        "steps-TOTAL_FORMS": str(len(steps)),
        "steps-INITIAL_FORMS": str(len(steps)),
    }
    for number, step in enumerate(steps):
        data |= fields(number, step)
    return data | changes


def fields(number: int, step: Step) -> dict[str, str]:
    names = ("kind", "title", "text", "minutes", "prompt", "options")
    facts = {name: str(getattr(step, name)) for name in names}
    facts |= {"id": str(step.pk or ""), "place": str(step.position or "")}
    return {f"steps-{number}-{name}": value for name, value in facts.items()}


def titles(version: ExerciseVersion, by: User) -> list[str]:
    with acting_as(by):
        return list(version.steps.order_by("position").values_list("title", flat=True))


def status(version: ExerciseVersion, by: User) -> str:
    with acting_as(by):
        return ExerciseVersion.objects.get(pk=version.pk).status


class TestADraft:
    def test_it_is_written_with_its_steps(self, editor: Client, edith: User) -> None:
        with acting_as(edith):
            exercise = Exercise.objects.create(slug="a-walk", theme="rest")
        step = Step(kind="read", title="Why", text="Because.\r\n ", minutes=1)
        data = {
            "exercise": str(exercise.pk),
            "language": "en",
            "title": "A walk",
            "summary": "Outside.",
            "steps-TOTAL_FORMS": "1",
            "steps-INITIAL_FORMS": "0",
        }
        answer = editor.post(ADD, data | fields(0, step))
        assert answer.status_code == 302, answer.context["errors"]
        with acting_as(edith):
            version = ExerciseVersion.objects.get()
            assert (version.number, version.made_by, version.is_draft) == (1, edith, True)
            assert version.steps.get().text == "Because."

    def test_there_is_one_at_a_time(self, editor: Client, words: ExerciseVersion) -> None:
        data = {"exercise": str(words.exercise_id), "language": "en", "title": "x", "summary": "x"}
        management = {"steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0"}
        answer = editor.post(ADD, data | management)
        assert "There is a draft of it already." in answer.content.decode()

    @pytest.mark.parametrize(
        ("step", "place", "order"),
        [
            (2, "1", ["Step 3", "Step 1", "Step 2"]),
            (0, "3", ["Step 2", "Step 3", "Step 1"]),
            (0, "2", ["Step 2", "Step 1", "Step 3"]),
            (1, "99", ["Step 1", "Step 3", "Step 2"]),
            (1, "", ["Step 1", "Step 2", "Step 3"]),
        ],
    )
    def test_a_step_goes_where_its_number_says(
        self,
        editor: Client,
        edith: User,
        words: ExerciseVersion,
        step: int,
        place: str,
        order: list[str],
    ) -> None:
        data = filled(words, edith, **{f"steps-{step}-place": place})
        assert editor.post(address(words), data).status_code == 302
        assert titles(words, edith) == order

    def test_a_new_step_is_the_last_and_a_deleted_one_leaves_no_gap(
        self, editor: Client, edith: User, words: ExerciseVersion
    ) -> None:
        data = filled(words, edith, **{"steps-0-DELETE": "on", "steps-TOTAL_FORMS": "4"})
        data |= fields(3, Step(kind="say", title="Aloud", text="Say it.", minutes=1))
        assert editor.post(address(words), data).status_code == 302
        assert titles(words, edith) == ["Step 2", "Step 3", "Aloud"]
        with acting_as(edith):
            positions = words.steps.order_by("position").values_list("position", flat=True)
            assert list(positions) == [1, 2, 3]

    @pytest.mark.parametrize(("where", "rows"), [("new", 3), ("begun", 4)])
    def test_it_offers_empty_steps_without_a_script(
        self, editor: Client, words: ExerciseVersion, where: str, rows: int
    ) -> None:
        page = editor.get(ADD if where == "new" else address(words))
        assert f'name="steps-TOTAL_FORMS" value="{rows}"' in page.content.decode()

    def test_a_question_without_words_is_refused_beside_its_field(
        self, editor: Client, edith: User, words: ExerciseVersion
    ) -> None:
        answer = editor.post(address(words), filled(words, edith, **{"steps-1-prompt": ""}))
        assert "write the question" in answer.content.decode()

    def test_null_bytes_are_refused_beside_their_field(
        self, editor: Client, edith: User, words: ExerciseVersion
    ) -> None:
        answer = editor.post(address(words), filled(words, edith, title="a\x00b"))
        assert "Null characters are not allowed" in answer.content.decode()


class TestAnExercise:
    def test_its_address_and_what_it_is_stay_as_they_were(
        self, editor: Client, edith: User, words: ExerciseVersion
    ) -> None:
        """The content pack finds the exercise by its address, and would publish a second one. One from
        before there were kinds gets its kind once.
        """
        page = reverse("admin:exercises_exercise_change", args=[words.exercise_id])
        for kind in ("writing", "doing"):
            editor.post(page, {"slug": "renamed", "kind": kind, "theme": "rest", "order": "5"})
        with acting_as(edith):
            known = Exercise.objects.get()
        assert (known.slug, known.kind, known.theme) == ("a-need", "writing", "rest")


class TestPreviewing:
    def test_it_saves_first(self, editor: Client, edith: User, words: ExerciseVersion) -> None:
        data = filled(words, edith, title="Other", _preview="Save and preview")
        answer = editor.post(address(words), data)
        assert answer.headers["Location"] == preview(words, 0)
        with acting_as(edith):
            assert ExerciseVersion.objects.get(pk=words.pk).title == "Other"


class TestPublishing:
    def test_it_saves_first_and_takes_the_place_of_the_one_before(
        self, editor: Client, edith: User, now: datetime
    ) -> None:
        before = published("a-need", "read", now=now)
        after = draft("a-need", "read", "do", now=now)
        data = filled(after, edith, title="Newer", _publish="Save and publish")
        answer = editor.post(address(after), data, follow=True)
        assert "“Newer” is published." in answer.content.decode()
        assert (status(before, edith), status(after, edith)) == ("retired", "published")

    def test_without_a_step_it_stays_a_draft(
        self, editor: Client, edith: User, now: datetime
    ) -> None:
        empty = draft("a-need", now=now)
        answer = editor.post(address(empty), filled(empty, edith, _publish="1"), follow=True)
        assert "at least one step" in answer.content.decode()
        assert status(empty, edith) == "draft"


class TestAPublishedText:
    @pytest.fixture
    def out(self, now: datetime) -> ExerciseVersion:
        return published("a-need", "read", "write", now=now)

    def test_it_can_be_read_but_not_changed(
        self, editor: Client, edith: User, out: ExerciseVersion
    ) -> None:
        html = editor.get(address(out)).content.decode()
        assert "never changes" in html
        assert 'name="_save"' not in html
        assert '-title" ' not in html, "an empty step that nothing would save"
        assert editor.post(address(out), filled(out, edith, title="Other")).status_code == 403
        assert editor.post(f"{address(out)}../delete/", {"post": "yes"}).status_code == 403

    def test_a_new_draft_has_its_words(
        self, editor: Client, edith: User, out: ExerciseVersion
    ) -> None:
        answer = editor.post(do(out, "new-draft"))
        with acting_as(edith):
            copy = ExerciseVersion.objects.drafts().get()
        assert answer.headers["Location"] == address(copy)
        assert (copy.number, titles(copy, edith)) == (2, ["Step 1", "Step 2"])

    def test_a_second_click_leads_to_the_same_draft(
        self, editor: Client, out: ExerciseVersion
    ) -> None:
        first, second = (editor.post(do(out, "new-draft")).headers["Location"] for _ in range(2))
        assert first == second

    def test_it_can_be_taken_out_of_use(
        self, editor: Client, edith: User, out: ExerciseVersion
    ) -> None:
        for _ in range(2):
            assert editor.post(do(out, "retire")).status_code == 302
        assert status(out, edith) == "retired"

    @pytest.mark.parametrize("action", ["retire", "new-draft"])
    def test_a_link_alone_does_nothing(
        self, editor: Client, edith: User, out: ExerciseVersion, action: str
    ) -> None:
        assert editor.get(do(out, action)).status_code == 404
        assert status(out, edith) == "published"


class TestWhoMay:
    def test_the_list_shows_every_version(self, editor: Client, words: ExerciseVersion) -> None:
        assert "A Need" in editor.get(LIST).content.decode()

    def test_staff_without_the_group_may_nothing(
        self, edith: User, client_of: ClientOf, words: ExerciseVersion, settings: Any
    ) -> None:
        settings.STAFF_SECOND_FACTOR = False
        browser = client_of(edith)
        assert browser.get(address(words)).status_code == 404
        assert browser.get(preview(words, 1)).status_code == 404
        assert browser.post(do(words, "new-draft")).status_code == 404

    def test_partners_are_turned_away(
        self, alice: User, client_of: ClientOf, words: ExerciseVersion
    ) -> None:
        browser = client_of(alice)
        for where in (LIST, address(words), preview(words, 1)):
            assert browser.get(where).status_code in {302, 403, 404}

    def test_nobody_in_the_admin_finds_what_people_wrote(self, editor: Client) -> None:
        html = editor.get("/admin/").content.decode().lower()
        for word in ("sitting", "answer", "completion"):
            assert word not in html


class TestDraftsInTheDomain:
    def test_a_retired_text_can_be_the_start_of_a_draft(self, edith: User, now: datetime) -> None:
        version = published("a-need", "read", now=now)
        with acting_as(edith):
            publishing.retire(version, now=now)
            copy = publishing.draft_from(version, by=edith, now=now)
            publishing.publish(copy, now=now)
        assert status(copy, edith) == "published"

    def test_what_is_published_cannot_be_published_again(self, edith: User, now: datetime) -> None:
        version = published("a-need", "read", now=now)
        with acting_as(edith), pytest.raises(publishing.NothingToPublish):
            publishing.publish(version, now=now)

"""Who changed what in the content: told to editors, of every way in which it changes."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse

from care.models import Milestone
from checkins.models import Need
from closeness.models import Option
from couples import chronicle, content_pack
from couples.chronicle import Entry
from couples.models import Helpline, User
from cues.models import Cue
from cycle.models import Choice
from exercises import publishing, scheduling
from exercises.models import Exercise, ExerciseVersion, Step
from goals.models import Idea
from journaling.models import Prompt
from mending.models import Phrase
from privacy.context import acting_as, asking
from tests import factories
from tests.exercises.conftest import PACK, draft
from tests.exercises.test_admin import address, filled
from tests.exercises.test_scheduling import HOUR, set_time

CONTENT: set[Any] = {
    Exercise, ExerciseVersion, Step, Need, Helpline, Milestone, Phrase, Prompt, Choice, Option,
    Cue, Idea,
}  # fmt: skip


def told(version: ExerciseVersion, by: User) -> list[Entry]:
    with acting_as(by):
        steps = Step.history.filter(version_id=version.pk)
        return chronicle.told(version.history.all(), steps)


def page(pk: object, name: str) -> str:
    return reverse(f"admin:exercises_exerciseversion_{name}", args=[pk])


def newest(version: ExerciseVersion, by: User) -> tuple[str, str]:
    entry = told(version, by)[0]
    return entry.by, entry.what


class TestWhatIsKept:
    def test_of_content_and_of_nothing_else(self) -> None:
        kept = {one for one in apps.get_models() if hasattr(one, "history")}
        assert kept == CONTENT

    def test_who_changed_which_words(
        self, words: ExerciseVersion, editor: Client, edith: User
    ) -> None:
        editor.post(address(words), filled(words, edith, title="Other"))
        editor.post(address(words), filled(words, edith, title="Other", **{"steps-1-text": "New."}))
        step, title = told(words, edith)[:2]
        assert (step.by, step.what) == ("Edith", "Changed step “Step 2”")
        assert [(one.mark, one.text) for one in step.changes[0].lines] == [
            ("removed", "Text 2"),
            ("added", "New."),
        ]
        assert (title.what, title.changes[0].what) == ("Changed", "Title")

    def test_a_save_that_changes_nothing_leaves_no_trace_on_the_page(
        self, words: ExerciseVersion, editor: Client, edith: User
    ) -> None:
        before = told(words, edith)
        editor.post(address(words), filled(words, edith))
        assert told(words, edith) == before

    def test_the_order_of_steps(self, words: ExerciseVersion, editor: Client, edith: User) -> None:
        before = len(told(words, edith))
        editor.post(address(words), filled(words, edith, **{"steps-2-place": "2"}))
        moved = told(words, edith)[:-before]
        assert {one.what for one in moved} == {"Changed step “Step 2”", "Changed step “Step 3”"}
        assert {change.what for one in moved for change in one.changes} == {"Position"}

    def test_steps_that_are_deleted_or_copied(
        self, words: ExerciseVersion, editor: Client, edith: User, now: datetime
    ) -> None:
        editor.post(address(words), filled(words, edith, **{"steps-2-DELETE": "on"}))
        assert newest(words, edith) == ("Edith", "Deleted step “Step 3”")
        with acting_as(edith):
            publishing.publish(words, now=now)
            copy = publishing.draft_from(words, by=edith, now=now)
        assert [one.what for one in told(copy, edith)][::-1] == [
            "Written",
            "Written step “Step 1”",
            "Written step “Step 2”",
        ]

    def test_every_change_of_state(
        self, words: ExerciseVersion, edith: User, now: datetime
    ) -> None:
        set_time(words, edith, now + HOUR, now)
        assert newest(words, edith)[1].startswith("To be published on ")
        scheduling.publish_due(now + HOUR)
        assert newest(words, edith) == (chronicle.THE_HOUSE, "Published, as an editor had set it")
        with acting_as(edith):
            after = publishing.draft_from(words, by=edith, now=now)
            publishing.publish(after, now=now + 2 * HOUR)
        assert newest(words, edith) == ("Edith", "Version 2 has taken its place")
        with acting_as(edith):
            publishing.retire(after, now=now + 3 * HOUR)
        assert newest(after, edith) == ("Edith", "Taken out of use")

    def test_the_content_pack_is_the_house(self, edith: User, now: datetime) -> None:
        content_pack.load(PACK, now=now)
        with acting_as(edith):
            version = ExerciseVersion.objects.first()
        assert version
        entries = told(version, edith)
        assert {one.by for one in entries} == {chronicle.THE_HOUSE}
        assert (entries[0].what, entries[-1].what) == ("Published", "Written")
        with acting_as(edith):
            for model in CONTENT:
                assert model.history.count() >= model._default_manager.count() > 0, model

    def test_what_an_editor_did_with_files_in_between(
        self, edith: User, now: datetime, tmp_path: Path
    ) -> None:
        (tmp_path / "needs.yaml").write_text(
            "needs:\n  - slug: rest\n    label: rest\n    meaning: To lie down.\n"
        )
        content_pack.load(tmp_path, now=now)
        with acting_as(edith):
            need = Need.objects.get()
            need.label, need.retired = "sleep", True
            need.save()
            entry, first = chronicle.told(need.history.all())
        assert [one.what for one in entry.changes] == ["Label", "No longer offered"]
        assert (entry.by, first.by) == ("Edith", chronicle.THE_HOUSE)

    @pytest.mark.parametrize(
        "command",
        ["UPDATE exercises_historicalstep SET title = ''", "DELETE FROM exercises_historicalstep"],
    )
    def test_nobody_changes_what_was_kept(
        self, words: ExerciseVersion, edith: User, command: str
    ) -> None:
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            acting_as(edith),
            connection.cursor() as cursor,
        ):
            cursor.execute(command)

    def test_of_what_is_older_than_the_history_the_first_change_is_told(self, edith: User) -> None:
        with acting_as(edith):
            Need.objects.bulk_create([Need(slug="rest", label="rest")])
            need = Need.objects.get()
            need.save()
            (entry,) = chronicle.told(need.history.all())
        assert (entry.by, entry.what, entry.changes) == ("Edith", "Changed", [])

    def test_many_changes_show_the_newest(self, edith: User, now: datetime) -> None:
        with asking(factories.CONTENT_WORK):
            need = Need.objects.create(slug="rest", label="0")
            for number in range(1, chronicle.AT_ONCE + 5):
                need.label = str(number)
                need.save()
            entries = chronicle.told(need.history.all())
        assert len(entries) == chronicle.AT_ONCE
        assert entries[0].changes[0].lines[-1].text == str(chronicle.AT_ONCE + 4)


class TestItsPage:
    def test_an_editor_reads_it_under_each_content(
        self, words: ExerciseVersion, editor: Client, edith: User
    ) -> None:
        editor.post(address(words), filled(words, edith, title="A <b>new</b> one"))
        html = editor.get(page(words.pk, "history")).content.decode()
        assert "Edith" in html
        assert "<ins>A &lt;b&gt;new&lt;/b&gt; one</ins>" in html
        assert "<del>A Need</del>" in html

    def test_one_that_is_not_there_leads_back(self, editor: Client) -> None:
        for name in ("99", "x"):
            assert editor.get(page(name, "history")).status_code == 302

    def test_a_draft_that_is_deleted_takes_its_page_along(
        self, editor: Client, edith: User, now: datetime
    ) -> None:
        gone = draft("a-walk", "read", now=now + timedelta(days=1))
        editor.post(page(gone.pk, "delete"), {"post": "yes"})
        assert editor.get(page(gone.pk, "history")).status_code == 302
        with acting_as(edith):
            assert ExerciseVersion.history.filter(id=gone.pk, history_type="-").exists()

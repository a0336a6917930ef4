"""The ideas to begin with: from the content pack, kept by editors."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from couples import blame, content_pack, staff
from couples.content_pack import ContentRefused, Outcome
from couples.models import User
from goals import content
from goals.models import Idea
from goals.models.idea import Stage
from privacy.context import acting_as, asking
from tests import factories
from tests.conftest import ClientOf

GOOD = """goals:
  - slug: hello
    stage: safety
    title: We say hello
    start: On most days.
  - slug: walk
    stage: growth
    title: We walk
"""


def write(folder: Path, text: str) -> Path:
    (folder / "goals.yaml").write_text(text)
    return folder


class TestThePack:
    @pytest.fixture(autouse=True)
    def as_a_load(self) -> Iterator[None]:
        with asking(factories.CONTENT_WORK):
            yield

    def test_ships_ideas_of_every_stage_without_blame(self, now: datetime) -> None:
        content.IDEAS.load(settings.BASE_DIR / "content", now)
        offered = Idea.objects.offered()
        assert {one.stage for one in offered} == set(Stage.values)
        assert not [
            one for one in offered if blame.found_in(one.title) or blame.found_in(one.start)
        ]

    def test_changes_nothing_the_second_time(self, tmp_path: Path, now: datetime) -> None:
        pack, both = write(tmp_path, GOOD), ["hello", "walk"]
        assert content.IDEAS.load(pack, now).names[Outcome.NEW] == both
        assert content.IDEAS.load(pack, now).names[Outcome.SAME] == both

    def test_is_read_by_the_command_and_need_not_be_there(
        self, tmp_path: Path, now: datetime
    ) -> None:
        assert "goals" in content_pack._loaders
        assert not any(content.IDEAS.load(tmp_path, now).names.values())

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (GOOD.replace("growth", "bliss"), 7, "bliss"),
            (GOOD.replace("We walk", "We walk" * 20), 8, "80"),
            (GOOD.replace("On most days.", "x" * 161), 5, "160"),
        ],
    )
    def test_a_bad_one_is_refused_with_its_line(
        self, text: str, line: int, words: str, tmp_path: Path, now: datetime
    ) -> None:
        with pytest.raises(ContentRefused) as refused:
            content.IDEAS.load(write(tmp_path, text), now)
        assert any(one.line == line and words in str(one) for one in refused.value.errors)


class TestEditors:
    @pytest.fixture
    def editor(self, edith: User, client_of: ClientOf, settings: Any) -> Client:
        settings.STAFF_SECOND_FACTOR = False
        with acting_as(edith):
            edith.groups.add(Group.objects.get(name=staff.EDITORS))
        return client_of(edith)

    def test_change_and_retire_at_once(
        self, editor: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        with asking(factories.CONTENT_WORK):
            one = Idea.objects.create(slug="hello", stage="safety", title="We say hello")
        assert Idea.objects.find("hello") == one
        fields = {"stage": "safety", "title": "Hello", "start": "", "order": "3", "retired": "on"}
        with django_capture_on_commit_callbacks(execute=True):
            answer = editor.post(f"/admin/goals/idea/{one.pk}/change/", fields)
        assert answer.status_code == 302
        assert Idea.objects.find("hello") is None

    @pytest.mark.parametrize("model", ["goal", "version", "ladder", "rating", "draft"])
    def test_find_nothing_of_partners(self, model: str, editor: Client) -> None:
        assert editor.get(f"/admin/goals/{model}/").status_code == 404

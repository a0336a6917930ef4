"""The ideas to begin with: from the content pack, kept by editors."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from couples import blame
from goals import content
from goals.models import Idea
from goals.models.idea import Stage
from privacy.context import asking
from tests import factories, packs

GOOD = """goals:
  - slug: hello
    stage: safety
    title: We say hello
    start: On most days.
  - slug: walk
    stage: growth
    title: We walk
"""


@pytest.mark.usefixtures("content_work")
class TestThePack:
    def test_ships_ideas_of_every_stage_without_blame(self, now: datetime) -> None:
        content.IDEAS.load(settings.BASE_DIR / "content", now)
        offered = Idea.objects.offered()
        assert {one.stage for one in offered} == set(Stage.values)
        assert not [
            one for one in offered if blame.found_in(one.title) or blame.found_in(one.start)
        ]

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
        found = packs.mistakes(content.IDEAS, tmp_path, text, now=now)
        assert any(one.line == line and words in str(one) for one in found)


class TestEditors:
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

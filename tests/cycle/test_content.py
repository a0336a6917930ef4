"""The words to tick: from the content pack, kept by editors."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from couples import blame
from cycle import choices, content
from cycle.models import Choice
from privacy.context import asking
from tests import factories, packs

GOOD = """cycle:
  - slug: tired
    kind: cue
    words: Tired
  - slug: withdrew
    kind: move
    words: Went quiet
    seen: Silence
"""


@pytest.mark.usefixtures("content_work")
class TestThePack:
    def test_ships_words_of_every_kind_without_blame(self, now: datetime) -> None:
        content.CHOICES.load(settings.BASE_DIR / "content", now)
        for kind in Choice.Kind:
            assert len(choices.offered(kind)) >= 6
        assert all(one.seen for one in choices.offered(Choice.Kind.MOVE))
        said = [words for one in Choice.objects.known() for words in (one.words, one.seen)]
        assert not [one for one in said if blame.found_in(one)]

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (GOOD.replace("kind: cue", "kind: sulk"), 3, "sulk"),
            (GOOD.replace("kind: move", "kind: cue"), 5, "seen from the other side"),
            (GOOD.replace("Tired", "Tired" * 20), 4, "80"),
            (GOOD.replace("kind: cue", "kind: exit").replace("Tired", "T" * 61), 4, "60"),
        ],
    )
    def test_a_bad_one_is_refused_with_its_line(
        self, text: str, line: int, words: str, tmp_path: Path, now: datetime
    ) -> None:
        found = packs.mistakes(content.CHOICES, tmp_path, text, now=now)
        assert any(one.line == line and words in str(one) for one in found)


class TestEditors:
    def test_change_and_retire_at_once(
        self, editor: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        with asking(factories.CONTENT_WORK):
            one = Choice.objects.create(slug="tired", kind="cue", words="Tired")
        assert len(choices.offered(Choice.Kind.CUE)) == 1
        fields = {"kind": "cue", "words": "Worn out", "seen": "", "order": "3", "retired": "on"}
        with django_capture_on_commit_callbacks(execute=True):
            answer = editor.post(f"/admin/cycle/choice/{one.pk}/change/", fields)
        assert answer.status_code == 302
        assert choices.offered(Choice.Kind.CUE) == []
        assert [kept.words for kept in choices.named(["tired"])] == ["Worn out"]

    @pytest.mark.parametrize("model", ["entry", "draft", "name", "exit"])
    def test_find_nothing_of_partners(self, model: str, editor: Client) -> None:
        assert editor.get(f"/admin/cycle/{model}/").status_code == 404

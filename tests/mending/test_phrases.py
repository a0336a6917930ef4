"""The list of phrases: from the content pack, kept by editors."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from couples import blame, choosing
from mending import content, wording
from mending.models import Phrase
from privacy.context import asking
from tests import factories, packs

GOOD = """repairs:
  - slug: start-over
    kind: coming_back
    words: Can we start over?
    fits: When the beginning went wrong.
  - slug: my-tone
    kind: my_part
    words: My tone was wrong.
"""


@pytest.mark.usefixtures("content_work")
class TestThePack:
    def test_ships_phrases_of_every_kind_without_blame(self, now: datetime) -> None:
        content.PHRASES.load(settings.BASE_DIR / "content", now)
        offered = Phrase.objects.offered()
        assert len(offered) >= 18
        assert [label for label, _ in choosing.by_kind(offered, Phrase.Kind)] == Phrase.Kind.labels
        assert all(one.fits for one in offered)
        words = [one.words for one in offered]
        assert not [one for one in words if blame.found_in(one, besides=wording.EXCUSE)]

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (GOOD.replace("coming_back", "sulking"), 3, "sulking"),
            (GOOD.replace("words: My", "wrods: My"), 8, "wrods"),
            (GOOD.replace("start over?", "start over?" * 12), 4, "120"),
        ],
    )
    def test_a_bad_one_is_refused_with_its_line(
        self, text: str, line: int, words: str, tmp_path: Path, now: datetime
    ) -> None:
        found = packs.mistakes(content.PHRASES, tmp_path, text, now=now)
        assert any(one.line == line and words in str(one) for one in found)


class TestEditors:
    @pytest.fixture
    def phrase(self, db: None) -> Phrase:
        with asking(factories.CONTENT_WORK):
            return Phrase.objects.create(slug="tea", kind=Phrase.Kind.COMING_BACK, words="Tea?")

    def test_change_order_and_retire_at_once(
        self, editor: Client, phrase: Phrase, django_capture_on_commit_callbacks: Any
    ) -> None:
        assert [one.words for one in Phrase.objects.offered()] == ["Tea?"]
        fields = {"kind": "warmth", "words": "Some tea?", "fits": "", "order": "3", "retired": "on"}
        with django_capture_on_commit_callbacks(execute=True):
            answer = editor.post(f"/admin/mending/phrase/{phrase.pk}/change/", fields)
        assert answer.status_code == 302
        assert Phrase.objects.offered() == []
        (kept,) = Phrase.objects.offered(besides=["tea"])
        assert (kept.words, kept.order) == ("Some tea?", 3)

    def test_delete_none_and_keep_the_slug(self, editor: Client, phrase: Phrase) -> None:
        there = f"/admin/mending/phrase/{phrase.pk}/"
        assert editor.get(f"{there}delete/").status_code == 403
        page = editor.get(f"{there}change/").content
        assert b'name="words"' in page
        assert b'name="slug"' not in page

    @pytest.mark.parametrize("model", ["attempt", "said", "liked", "outcome", "apology"])
    def test_find_nothing_of_partners(self, model: str, editor: Client) -> None:
        assert editor.get(f"/admin/mending/{model}/").status_code == 404

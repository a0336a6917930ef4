"""What a page may begin with: from the content pack, kept by editors."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from couples import blame, choosing
from couples.content_pack import Outcome
from couples.models import User
from exercises import plain_language
from journaling import content, writing
from journaling.models import Prompt
from privacy.context import acting_as
from tests import packs
from tests.journaling import tales

GOOD = """prompts:
  - slug: what-stayed
    kind: notice
    title: What stayed
    asks:
      - What stayed with me?
  - slug: wrong
    kind: reframe
    title: Wrong
    text: In small steps.
    asks:
      - The sentence
      - Another one
"""


@pytest.mark.usefixtures("content_work")
class TestThePack:
    def test_ships_prompts_of_every_kind_in_plain_words(self, now: datetime) -> None:
        content.PROMPTS.load(settings.BASE_DIR / "content", now)
        offered = Prompt.objects.offered()
        assert len(offered) >= 12
        assert [label for label, _ in choosing.by_kind(offered, Prompt.Kind)] == Prompt.Kind.labels
        texts = [text for one in offered for text in (one.title, one.text, *one.questions)]
        assert not [found for text in texts for found in plain_language.looked_at(text)]
        assert not [text for text in texts if blame.found_in(text)]

    def test_reframes_in_small_steps_from_oneself_to_both(self, now: datetime) -> None:
        content.PROMPTS.load(settings.BASE_DIR / "content", now)
        small = [
            one.questions for one in Prompt.objects.offered() if one.kind == Prompt.Kind.REFRAME
        ]
        assert len(small) >= 4
        assert all(len(steps) >= 4 for steps in small)
        assert all("both of us" in steps[-1] for steps in small)
        assert all("the other" in " ".join(steps) or "us" in " ".join(steps) for steps in small)

    def test_changes_nothing_the_second_time_and_nothing_of_an_editor(
        self, tmp_path: Path, now: datetime
    ) -> None:
        pack = packs.write(content.PROMPTS, tmp_path, GOOD)
        assert content.PROMPTS.load(pack, now).names[Outcome.NEW] == ["what-stayed", "wrong"]
        Prompt.objects.filter(slug="wrong").update(title="Mine")
        packs.write(content.PROMPTS, pack, GOOD.replace("Another one", "One more"))
        done = content.PROMPTS.load(pack, now).names
        assert (done[Outcome.SAME], done[Outcome.LEFT_ALONE]) == (["what-stayed"], ["wrong"])

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (GOOD.replace("reframe", "blame"), 8, "blame"),
            (GOOD.replace("What stayed with me?", "What? " * 30), 6, "160"),
            (GOOD.replace("      - Another one\n", "      - One more\n" * 6), 7, "at most 6"),
        ],
    )
    def test_a_bad_one_is_refused_with_its_line(
        self, text: str, line: int, words: str, tmp_path: Path, now: datetime
    ) -> None:
        found = packs.mistakes(content.PROMPTS, tmp_path, text, now=now)
        assert [one.line for one in found if words in str(one)] == [line]


@pytest.mark.usefixtures("prompts_there")
class TestEditors:
    @pytest.mark.parametrize(
        ("asks", "said"),
        [("\n", "This field"), ("x\n" * 7, "these are 7"), ("x" * 161, "161 characters")],
    )
    def test_are_told_what_does_not_fit(self, asks: str, said: str, editor: Client) -> None:
        there = f"/admin/journaling/prompt/{Prompt.objects.offered()[0].pk}/change/"
        page = editor.post(there, {"kind": "need", "title": "New", "asks": asks, "order": "1"})
        assert said in page.content.decode()

    def test_change_new_pages_and_no_old_one(
        self, editor: Client, alice: User, now: datetime, django_capture_on_commit_callbacks: Any
    ) -> None:
        before = tales.reframed(alice, now=now)
        prompt = Prompt.objects.get(slug="wrong")
        there = f"/admin/journaling/prompt/{prompt.pk}/"
        fields = {"kind": "need", "title": "New", "asks": "One?\r\n\r\nTwo?", "order": "1"}
        with django_capture_on_commit_callbacks(execute=True):
            assert editor.post(f"{there}change/", fields).status_code == 302
        assert [one.ask for one in writing.blank(Prompt.objects.find("wrong")).parts] == [
            "One?",
            "Two?",
        ]
        with acting_as(alice):
            page = writing.page_of(before)
        assert page
        assert [one.ask for one in page.parts] == list(tales.ASKS)
        assert editor.get(f"{there}delete/").status_code == 403

    @pytest.mark.parametrize("model", ["entry", "shared"])
    def test_find_nothing_of_partners(self, model: str, editor: Client) -> None:
        assert editor.get(f"/admin/journaling/{model}/").status_code == 404

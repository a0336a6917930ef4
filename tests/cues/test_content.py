"""The cues to choose from: from the content pack, kept by editors."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from couples import blame
from couples.models import User
from cues import content
from cues.models import Cue
from privacy.context import asking
from tests import factories, packs

GOOD = """cues:
  - slug: hand
    words: A hand held out
    fits: Where touch is welcome.
  - slug: lamp
    words: The small lamp switched on
"""


@pytest.mark.usefixtures("content_work")
class TestThePack:
    def test_ships_many_with_something_for_everybody(self, now: datetime) -> None:
        content.CUES.load(settings.BASE_DIR / "content", now)
        offered = Cue.objects.offered()
        assert len(offered) >= 15
        assert all(one.fits for one in offered)
        said = " ".join(f"{one.words} {one.fits}" for one in offered).lower()
        for word in ("not see", "not hear", "wheelchair", "eye contact", "touch"):
            assert word in said
        assert not blame.found_in(said)

    def test_comes_out_as_it_went_in(self, tmp_path: Path, now: datetime) -> None:
        content.CUES.load(packs.write(content.CUES, tmp_path, GOOD), now)
        assert content.CUES.dump(tmp_path) == []
        Cue.objects.filter(slug="lamp").update(retired=True)
        assert content.CUES.dump(tmp_path) == [tmp_path / "cues.yaml"]
        assert "lamp" not in (tmp_path / "cues.yaml").read_text()

    @pytest.mark.parametrize(
        "wrong",
        [
            GOOD.replace("slug: lamp", "slug: hand"),
            GOOD.replace("A hand held out", "x" * 121),
            GOOD.replace("fits:", "fitting:"),
            "cues: []\n",
        ],
    )
    def test_says_what_is_wrong(self, wrong: str, tmp_path: Path, now: datetime) -> None:
        assert packs.mistakes(content.CUES, tmp_path, wrong, now=now)


class TestEditors:
    def test_change_and_retire_at_once_and_delete_none(
        self, editor: Client, edith: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        with asking(factories.CONTENT_WORK):
            one = Cue.objects.create(slug="hand", words="A hand")
        assert Cue.objects.offered() == [one]
        there = f"/admin/cues/cue/{one.pk}/"
        fields = {"words": "A hand held out", "fits": "", "order": "3", "retired": "on"}
        with django_capture_on_commit_callbacks(execute=True):
            assert editor.post(f"{there}change/", fields).status_code == 302
        assert Cue.objects.offered() == []
        assert editor.post(f"{there}delete/", {"post": "yes"}).status_code == 403
        assert "A hand held out" in editor.get(f"{there}history/").content.decode()

    @pytest.mark.parametrize("model", ["proposal", "signature", "setaside"])
    def test_find_nothing_of_partners(self, model: str, editor: Client) -> None:
        assert editor.get(f"/admin/cues/{model}/").status_code == 404

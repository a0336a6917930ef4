"""The cues to choose from: from the content pack, kept by editors."""

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
from cues import content
from cues.models import Cue
from privacy.context import acting_as, asking
from tests import factories
from tests.conftest import ClientOf

GOOD = """cues:
  - slug: hand
    words: A hand held out
    fits: Where touch is welcome.
  - slug: lamp
    words: The small lamp switched on
"""


def write(folder: Path, text: str) -> Path:
    (folder / "cues.yaml").write_text(text)
    return folder


class TestThePack:
    @pytest.fixture(autouse=True)
    def as_a_load(self, db: None) -> Iterator[None]:
        with asking(factories.CONTENT_WORK):
            yield

    def test_ships_many_with_something_for_everybody(self, now: datetime) -> None:
        content.CUES.load(settings.BASE_DIR / "content", now)
        offered = Cue.objects.offered()
        assert len(offered) >= 15
        assert all(one.fits for one in offered)
        said = " ".join(f"{one.words} {one.fits}" for one in offered).lower()
        for word in ("not see", "not hear", "wheelchair", "eye contact", "touch"):
            assert word in said
        assert not blame.found_in(said)

    def test_changes_nothing_the_second_time(self, tmp_path: Path, now: datetime) -> None:
        pack, both = write(tmp_path, GOOD), ["hand", "lamp"]
        assert content.CUES.load(pack, now).names[Outcome.NEW] == both
        assert content.CUES.load(pack, now).names[Outcome.SAME] == both

    def test_comes_out_as_it_went_in(self, tmp_path: Path, now: datetime) -> None:
        content.CUES.load(write(tmp_path, GOOD), now)
        assert content.CUES.dump(tmp_path) == []
        Cue.objects.filter(slug="lamp").update(retired=True)
        assert content.CUES.dump(tmp_path) == [tmp_path / "cues.yaml"]
        assert "lamp" not in (tmp_path / "cues.yaml").read_text()

    def test_is_read_by_the_command_and_need_not_be_there(
        self, tmp_path: Path, now: datetime
    ) -> None:
        assert "cues" in content_pack._loaders
        assert not any(content.CUES.load(tmp_path, now).names.values())

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
        with pytest.raises(ContentRefused):
            content.CUES.load(write(tmp_path, wrong), now)
        assert not Cue.objects.exists()


class TestEditors:
    @pytest.fixture
    def editor(self, edith: User, client_of: ClientOf, settings: Any) -> Client:
        settings.STAFF_SECOND_FACTOR = False
        with acting_as(edith):
            edith.groups.add(Group.objects.get(name=staff.EDITORS))
        return client_of(edith)

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

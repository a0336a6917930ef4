"""The cues to choose from: from the content pack, kept by editors."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from couples import blame, content_pack, staff
from couples.content_pack import ContentRefused, Outcome
from couples.models import User
from cues import content, ideas
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
        content.load(settings.BASE_DIR / "content", now)
        offered = ideas.offered()
        assert len(offered) >= 15
        assert all(one.fits for one in offered)
        said = " ".join(f"{one.words} {one.fits}" for one in offered).lower()
        for word in ("not see", "not hear", "wheelchair", "eye contact", "touch"):
            assert word in said
        assert not blame.found_in(said)

    def test_changes_nothing_the_second_time(self, tmp_path: Path, now: datetime) -> None:
        pack, both = write(tmp_path, GOOD), ["hand", "lamp"]
        assert content.load(pack, now).names[Outcome.NEW] == both
        assert content.load(pack, now).names[Outcome.SAME] == both

    def test_comes_out_as_it_went_in(self, tmp_path: Path, now: datetime) -> None:
        content.load(write(tmp_path, GOOD), now)
        assert content.dump(tmp_path) == []
        Cue.objects.filter(slug="lamp").update(retired=True)
        assert content.dump(tmp_path) == [tmp_path / "cues.yaml"]
        assert "lamp" not in (tmp_path / "cues.yaml").read_text()

    def test_is_read_by_the_command_and_need_not_be_there(
        self, tmp_path: Path, now: datetime
    ) -> None:
        assert "cues" in content_pack._loaders
        assert not any(content.load(tmp_path, now).names.values())

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
            content.load(write(tmp_path, wrong), now)
        assert not Cue.objects.exists()


class TestEditors:
    @pytest.fixture
    def editor(self, edith: User, client_of: ClientOf) -> Client:
        with acting_as(edith):
            edith.groups.add(Group.objects.get(name=staff.EDITORS))
        return client_of(edith)

    def test_they_add_and_retire_one(self, editor: Client, edith: User) -> None:
        assert ideas.offered() == []
        there = "/admin/cues/cue/"
        fields = {"slug": "hand", "words": "A hand held out", "fits": "", "order": "1"}
        assert editor.post(f"{there}add/", fields).status_code == 302
        with acting_as(edith):
            one = Cue.objects.get()
        change = f"{there}{one.pk}/change/"
        assert editor.post(change, fields | {"retired": "on"}).status_code == 302
        with acting_as(edith):
            assert Cue.objects.get().retired
        assert editor.post(f"{there}{one.pk}/delete/", {"post": "yes"}).status_code == 403
        assert "No longer offered" in editor.get(f"{there}{one.pk}/history/").content.decode()

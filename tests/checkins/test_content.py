from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from checkins import content
from checkins.models import Need
from couples.content_pack import ContentRefused, Outcome
from tests import packs

GOOD = """needs:
  - slug: rest
    label: rest
    meaning: To lie down.
  - slug: to-laugh
    label: to laugh together
    meaning: Something silly.
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return packs.write(content.NEEDS, tmp_path, GOOD)


@pytest.mark.usefixtures("content_work")
class TestThePack:
    def test_ships_needs_in_the_order_of_the_file(self, now: datetime) -> None:
        content.NEEDS.load(settings.BASE_DIR / "content", now)
        offered = Need.objects.offered()
        assert len(offered) >= 20
        assert offered[0].label == "to be heard"

    def test_changes_nothing_the_second_time(self, pack: Path, now: datetime) -> None:
        assert content.NEEDS.load(pack, now).names[Outcome.NEW] == ["rest", "to-laugh"]
        assert content.NEEDS.load(pack, now).names[Outcome.SAME] == ["rest", "to-laugh"]

    def test_brings_its_own_changes(self, pack: Path, now: datetime) -> None:
        content.NEEDS.load(pack, now)
        packs.write(content.NEEDS, pack, GOOD.replace("To lie down.", "To lie down in peace."))
        assert content.NEEDS.load(pack, now).names[Outcome.CHANGED] == ["rest"]
        assert Need.objects.get(slug="rest").meaning == "To lie down in peace."

    def test_leaves_alone_what_an_editor_changed(self, pack: Path, now: datetime) -> None:
        content.NEEDS.load(pack, now)
        Need.objects.filter(slug="rest").update(label="a rest")
        packs.write(content.NEEDS, pack, GOOD.replace("label: rest", "label: sleep"))
        assert content.NEEDS.load(pack, now).names[Outcome.LEFT_ALONE] == ["rest"]
        assert Need.objects.get(slug="rest").label == "a rest"

    def test_keeps_retired_what_an_editor_retired(self, pack: Path, now: datetime) -> None:
        content.NEEDS.load(pack, now)
        Need.objects.filter(slug="rest").update(retired=True)
        content.NEEDS.load(pack, now)
        assert [need.slug for need in Need.objects.offered()] == ["to-laugh"]


class TestABadPack:
    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (GOOD.replace("slug: to-laugh", "slug: rest"), 5, "twice"),
            (GOOD.replace("label: rest", "lable: rest"), 3, "lable"),
            (GOOD.replace("rest\n    label", "Rest!\n    label"), 2, "small letters"),
            ("needs: []\n", 1, "at least one"),
            ("wants:\n  - a\n", 1, "wants"),
            ("needs:\n  - just words\n", 2, "mapping"),
        ],
    )
    def test_is_refused_with_its_line(
        self, text: str, line: int, words: str, tmp_path: Path, now: datetime
    ) -> None:
        found = packs.mistakes(content.NEEDS, tmp_path, text, now=now)
        assert any(error.line == line and words in str(error) for error in found)

    def test_is_refused_when_the_file_is_missing(self, tmp_path: Path, now: datetime) -> None:
        with pytest.raises(ContentRefused, match="cannot be read"):
            content.NEEDS.load(tmp_path, now)

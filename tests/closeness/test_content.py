"""The options of the house: enough of each level, and nothing in them that presses."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from closeness import content, options
from closeness.models import Level, Option, Wording
from couples import content_pack
from privacy.context import asking
from tests import factories

PACK = settings.BASE_DIR / "content" / "closeness.yaml"
ONE = """options:
  - slug: a-walk
    level: 1
    name: A walk
    what: Round the block, at one pace.
    is_not: A talk about anything.
    minutes: 20
    smaller: [To the corner, To the window]
"""
PRESSING = re.compile(
    r"\b(should|must|have to|duty|husband|wife|(boy|girl)friend|he|she|his|her|orgasm\w*|penetrat\w*)\b",
    re.IGNORECASE,
)


def every() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(PACK.read_text(encoding="utf-8"))["options"]
    return found


class TestTheHouse:
    def test_it_has_twelve_of_a_level_and_thirty_where_everybody_begins(self) -> None:
        """So that a hand holds twelve from the first day on."""
        levels = [one["level"] for one in every()]
        counts = {level: levels.count(level) for level in Level.values}
        assert counts[1] >= 30
        assert min(counts.values()) >= 12

    def test_each_says_what_it_is_and_is_not_and_how_to_make_it_smaller(self) -> None:
        assert all(one["what"] and one["is_not"] and len(one["smaller"]) >= 2 for one in every())

    def test_none_presses_or_assumes(self) -> None:
        words = {one["slug"]: " ".join(map(str, one.values())) for one in every()}
        assert {
            slug: found for slug, text in words.items() if (found := PRESSING.findall(text))
        } == {}


class TestWordings:
    @pytest.fixture
    def pack(self, tmp_path: Path, now: datetime) -> Path:
        (tmp_path / "closeness.yaml").write_text(ONE)
        with asking(factories.CONTENT_WORK):
            content.OPTIONS.load(tmp_path, now)
        return tmp_path

    def test_a_text_that_changes_is_a_new_version_and_the_old_one_stays(self, pack: Path) -> None:
        with asking(factories.CONTENT_WORK):
            option = Option.objects.get()
            option.minutes = 15
            option.save()
        options.changed()
        assert [one.minutes for one in options.offered()] == [15]
        assert [thing.minutes for thing in options.known()[1].values()] == [20, 15]

    def test_a_new_place_in_the_list_is_none(self, pack: Path) -> None:
        with asking(factories.CONTENT_WORK):
            option = Option.objects.get()
            option.order = 900
            option.save()
        assert Wording.objects.count() == 1

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [("level: 1", "level: 8"), ("minutes: 20", "minutes: 0"), ("A walk", "")],
    )
    def test_a_bad_one_is_refused_with_its_line(
        self, right: str, wrong: str, tmp_path: Path, now: datetime
    ) -> None:
        (tmp_path / "closeness.yaml").write_text(ONE.replace(right, wrong, 1))
        with pytest.raises(content_pack.ContentRefused, match=r"closeness\.yaml:"):
            content.OPTIONS.load(tmp_path, now)
        assert not Option.objects.exists()

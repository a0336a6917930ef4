from datetime import datetime
from pathlib import Path

import pytest

from care import content
from care.models import Milestone
from couples.content_pack import ContentRefused, Loaded, Outcome
from privacy.context import asking
from tests import factories

GOOD = """milestones:
  - slug: first
    title: The first day
    line: It began.
    rule: {kind: first_day_both}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "milestones.yaml").write_text(GOOD)
    return tmp_path


def load(folder: Path, now: datetime) -> Loaded:
    with asking(factories.AT_THE_DOOR):
        return content.load(folder, now)


def milestone() -> Milestone:
    return Milestone.objects.get(slug="first")


class TestLoad:
    def test_it_writes_what_the_file_says(self, folder: Path, now: datetime) -> None:
        assert load(folder, now).names[Outcome.NEW] == ["first"]
        assert milestone().rule == {"kind": "first_day_both"}

    def test_it_does_nothing_the_second_time(self, folder: Path, now: datetime) -> None:
        load(folder, now)
        assert load(folder, now).names[Outcome.SAME] == ["first"]

    def test_it_brings_a_change_of_the_file(self, folder: Path, now: datetime) -> None:
        load(folder, now)
        (folder / "milestones.yaml").write_text(GOOD.replace("It began.", "So it began."))
        assert load(folder, now).names[Outcome.CHANGED] == ["first"]
        assert milestone().line == "So it began."

    def test_it_leaves_an_editors_change_alone(self, folder: Path, now: datetime) -> None:
        load(folder, now)
        with asking(factories.AT_THE_DOOR):
            Milestone.objects.update(line="Mine.")
        (folder / "milestones.yaml").write_text(GOOD.replace("It began.", "So it began."))
        assert load(folder, now).names[Outcome.LEFT_ALONE] == ["first"]
        assert milestone().line == "Mine."

    @pytest.mark.parametrize(
        ("wrong", "line", "words"),
        [
            ("{kind: first_day}", 5, "is no kind of rule"),
            ("{days: 5}", 5, "A rule names its kind"),
            ("{kind: days_both_of, days: 5}", 5, "asks for “days” and “of”"),
            ("{kind: days_both_of, days: 9, of: 7}", 5, "cannot be more than"),
            ("{kind: days_both_of, days: many, of: 7}", 5, "is a whole number from 1 to 366"),
            ("{kind: first_day_both, days: 1}", 5, "asks for no numbers"),
            ("{kind: [a], days: 1}", 5, "A rule names its kind"),
            ("first_day_both", 5, "A rule names its kind"),
        ],
    )
    def test_it_refuses_a_bad_rule_and_says_where(
        self, folder: Path, now: datetime, wrong: str, line: int, words: str
    ) -> None:
        path = folder / "milestones.yaml"
        path.write_text(GOOD.replace("{kind: first_day_both}", wrong))
        with pytest.raises(ContentRefused) as refused:
            load(folder, now)
        assert f"{path}:{line}: " in str(refused.value)
        assert words in str(refused.value)
        assert not Milestone.objects.exists()

    def test_it_refuses_a_missing_rule_and_a_name_used_twice(
        self, folder: Path, now: datetime
    ) -> None:
        path = folder / "milestones.yaml"
        again = GOOD.replace("    rule: {kind: first_day_both}\n", "").replace("milestones:\n", "")
        path.write_text(GOOD + again)
        with pytest.raises(ContentRefused) as refused:
            load(folder, now)
        assert f"{path}:6: “first” stands here twice" in str(refused.value)
        assert f"{path}:6: A rule names its kind" in str(refused.value)

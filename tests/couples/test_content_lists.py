"""The whole content pack: out of the database as it came in, and an editor's change alone written anew."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from care.models import Milestone
from checkins.models import Need
from closeness.models import Option
from couples import content_pack
from couples.models import Helpline
from cues.models import Cue
from cycle.models import Choice
from goals.models import Idea
from journaling.models import Prompt
from mending.models import Phrase
from privacy.context import asking
from tests import factories, lasting
from tests.conftest import NOW

HOUSE = settings.BASE_DIR / "content"


def lists(into: Path) -> Path:
    for file in HOUSE.glob("*.yaml"):
        shutil.copy(file, into)
    return into


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[object]:
    """The lists alone, which are read in a moment."""
    pack = lists(tmp_path_factory.mktemp("lists"))
    yield from lasting.through(django_db_blocker, lambda: content_pack.load(pack, now=NOW))


@pytest.fixture
def pack(loaded: object, tmp_path: Path) -> Path:
    return lists(tmp_path)


def outcomes(pack: Path, now: datetime) -> set[str]:
    """Other than what stayed the same."""
    done = content_pack.load(pack, now=now).values()
    return {
        name
        for loaded in done
        for outcome, names in loaded.names.items()
        if outcome is not content_pack.Outcome.SAME
        for name in names
    }


class TestThePackOfTheHouse:
    def test_comes_out_byte_for_byte(self, tmp_path: Path, now: datetime) -> None:
        """Lists, exercises and lessons: there is nothing to write."""
        content_pack.load(HOUSE, now=now)
        copy = Path(shutil.copytree(HOUSE, tmp_path / "content"))
        assert content_pack.dump(copy) == []

    def test_comes_out_whole_where_there_was_no_file(self, pack: Path, now: datetime) -> None:
        for file in pack.glob("*.yaml"):
            file.unlink()
        written = {one.name for one in content_pack.dump(pack)}
        assert written == {one.name for one in HOUSE.glob("*.yaml")}
        assert outcomes(pack, now) == set()
        assert content_pack.dump(pack) == []

    def test_needs_no_list_but_that_of_the_needs(self, tmp_path: Path, now: datetime) -> None:
        shutil.copy(HOUSE / "needs.yaml", tmp_path)
        done = content_pack.load(tmp_path, now=now)
        assert {name for name, one in done.items() if any(one.names.values())} == {"needs"}

    def test_only_what_an_editor_changed_is_written_anew(self, pack: Path, now: datetime) -> None:
        with asking(factories.CONTENT_WORK):
            Need.objects.filter(slug="time-alone").update(meaning="An hour: “mine”, # really.\nNo?")
            Phrase.objects.filter(slug="my-tone").update(retired=True)
            Choice.objects.filter(slug="tired").update(words="Worn out")
            Option.objects.filter(level=1, order=10).update(minutes=11)
            Idea.objects.filter(order=10).update(title="Otherwise")
            Cue.objects.filter(slug="two-taps").update(words="Two taps, and a third")
            Prompt.objects.filter(slug="what-stayed").update(asks="What stayed?\nAnd: “why”?")
            Helpline.objects.filter(slug="uk-emergency").update(phone="112")
            Milestone.objects.filter(slug="most-of-a-week").update(
                rule={"kind": "days_both_of", "days": 4, "of": 7}
            )
        before = {file: file.read_text().splitlines() for file in pack.glob("*.yaml")}
        assert {one.name for one in content_pack.dump(pack)} == {one.name for one in before}
        for file, lines in before.items():
            lost = [line for line in lines if line not in file.read_text().splitlines()]
            assert 0 < len(lost) < 5, file.name
        closed_up = {one.slug for one in Phrase.objects.all()}  # behind the one that is retired
        assert outcomes(pack, now) <= closed_up
        assert content_pack.dump(pack) == []

    def test_what_an_editor_added_comes_at_its_place(self, pack: Path, now: datetime) -> None:
        with asking(factories.CONTENT_WORK):
            Need.objects.create(slug="tea", label="tea", meaning="Hot.", order=0)
        content_pack.dump(pack)
        assert (pack / "needs.yaml").read_text().count("needs:\n  - slug: tea\n") == 1
        assert outcomes(pack, now) <= {one.slug for one in Need.objects.all()}

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from couples import content_pack
from couples.content_pack import ContentRefused, Outcome
from couples.models import User
from exercises import content, publishing, wording
from exercises.models import Exercise, ExerciseVersion
from privacy.context import acting_as, asking
from tests.exercises.conftest import CONTENT_WORK, PACK, change

PAGE = """\
slug: a-walk
kind: doing
theme: rest
needs: [rest, calm]
order: 5
language: en
title: A walk
summary: Ten minutes outside.
steps:
  - kind: read
    title: Why
    minutes: 1
    text: |
      Because.
  - kind: choose
    title: Where
    minutes: 2
    text: |
      Choose a way.
    prompt: Today I go
    options:
      - round the block
      - to the river
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "a-walk.yaml").write_text(PAGE)
    return tmp_path


def load(folder: Path, now: datetime) -> dict[Outcome, list[str]]:
    with asking(CONTENT_WORK):
        return content.load(folder, now).names


def dump(folder: Path) -> list[Path]:
    with asking(CONTENT_WORK):
        return content.dump(folder)


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "exercises" / "a-walk.yaml"
    path.write_text(path.read_text().replace(old, new, 1))


def walk() -> ExerciseVersion:
    return ExerciseVersion.objects.published().get(exercise__slug="a-walk")


def lines_refused(folder: Path, now: datetime) -> list[int]:
    with pytest.raises(ContentRefused) as refused:
        load(folder, now)
    return sorted(error.line for error in refused.value.errors)


class TestThePackOfTheHouse:
    def test_it_loads_once_and_is_written_out_as_it_was(
        self, tmp_path: Path, now: datetime
    ) -> None:
        first = content_pack.load(PACK, now=now)["exercises"].names
        assert len(first[Outcome.NEW]) >= 40
        again = content_pack.load(PACK, now=now)["exercises"].names
        assert sorted(again[Outcome.SAME]) == sorted(first[Outcome.NEW])
        for name in ("exercises", "lessons"):
            shutil.copytree(PACK / name, tmp_path / name)
        assert dump(tmp_path) == []


class TestLoading:
    def test_it_publishes_what_is_new(self, folder: Path, now: datetime) -> None:
        assert load(folder, now)[Outcome.NEW] == ["a-walk"]
        version = walk()
        kinds = list(version.steps.order_by("position").values_list("kind", flat=True))
        assert (version.number, kinds) == (1, ["read", "choose"])

    def test_a_changed_file_becomes_the_next_version(self, folder: Path, now: datetime) -> None:
        load(folder, now)
        rewrite(folder, "Ten minutes", "A quarter of an hour")
        assert load(folder, now + timedelta(days=1))[Outcome.CHANGED] == ["a-walk"]
        assert (walk().number, walk().summary) == (2, "A quarter of an hour outside.")

    def test_a_changed_place_needs_no_new_version(self, folder: Path, now: datetime) -> None:
        load(folder, now)
        rewrite(folder, "order: 5", "order: 7")
        assert load(folder, now)[Outcome.CHANGED] == ["a-walk"]
        assert (walk().number, walk().exercise.order) == (1, 7)
        assert load(folder, now)[Outcome.SAME] == ["a-walk"]

    def test_one_language_beside_another(self, folder: Path, now: datetime) -> None:
        german = PAGE.replace("language: en", "language: de")
        (folder / "exercises" / "a-walk.de.yaml").write_text(german)
        assert load(folder, now)[Outcome.NEW] == ["a-walk.de", "a-walk"]


class TestAnEditorsChange:
    @pytest.fixture(autouse=True)
    def loaded(self, folder: Path, now: datetime) -> None:
        load(folder, now)
        rewrite(folder, "Ten minutes", "Five minutes")

    def test_it_is_never_overwritten(self, folder: Path, edith: User, now: datetime) -> None:
        change(walk(), "A slow walk", by=edith, now=now)
        assert load(folder, now)[Outcome.LEFT_ALONE] == ["a-walk"]
        assert walk().title == "A slow walk"

    def test_a_draft_is_one_too(self, folder: Path, edith: User, now: datetime) -> None:
        with acting_as(edith):
            publishing.draft_from(walk(), by=edith, now=now)
        assert load(folder, now)[Outcome.LEFT_ALONE] == ["a-walk"]

    def test_so_is_taking_it_out_of_use(self, folder: Path, edith: User, now: datetime) -> None:
        with acting_as(edith):
            publishing.retire(walk(), now=now)
        assert load(folder, now)[Outcome.LEFT_ALONE] == ["a-walk"]
        assert not ExerciseVersion.objects.published().exists()

    def test_so_is_another_place_on_the_shelf(self, folder: Path, now: datetime) -> None:
        with asking(CONTENT_WORK):
            Exercise.objects.update(order=50)
        assert load(folder, now)[Outcome.LEFT_ALONE] == ["a-walk"]

    def test_brought_back_into_the_file_it_follows_the_file_again(
        self, folder: Path, edith: User, now: datetime
    ) -> None:
        change(walk(), "A slow walk", by=edith, now=now)
        assert [path.name for path in dump(folder)] == ["a-walk.yaml"]
        assert load(folder, now)[Outcome.SAME] == ["a-walk"]
        rewrite(folder, "A slow walk", "A slower walk")
        assert load(folder, now)[Outcome.CHANGED] == ["a-walk"]


class TestRefusing:
    def test_it_says_every_line_and_writes_nothing(self, folder: Path, now: datetime) -> None:
        rewrite(folder, "theme: rest", "theme: sport")
        rewrite(folder, "minutes: 1", "minutes: 0")
        rewrite(folder, "    prompt: Today I go\n", "")
        (folder / "exercises" / "good.yaml").write_text(PAGE.replace("a-walk", "good"))
        assert lines_refused(folder, now) == [3, 12, 15]
        assert not Exercise.objects.exists()

    @pytest.mark.parametrize(
        ("old", "new", "line"),
        [
            ("slug: a-walk", "slug: own", 1),
            ("slug: a-walk", "slug: another-walk", 1),
            ("kind: doing", "kind: sport", 2),
            ("kind: doing", "kind: lesson", 2),
            ("kind: doing\n", "", 1),
            ("[rest, calm]", "[rest, money]", 4),
            ("[rest, calm]", "[rest, rest]", 4),
            ("[rest, calm]", "rest", 4),
            ("[rest, calm]", "[[rest]]", 4),
            ("kind: read", "kind: dance", 10),
            ("title: A walk", "title: ''", 7),
            ("title: A walk", "titel: A walk", 1),
            ("Ten minutes outside.", "x" * 301, 8),
            ("      - to the river\n", "", 21),
            ("to the river", "round the block", 21),
            ("      Because.", "      Because.\n    prompt: Why?", 15),
            ("      Because.", "      Because.\n    options: [a, b]", 15),
            ("order: 5", "order: '5'", 5),
            ("summary: Ten", "sources: [3]\nsummary: Ten", 8),
        ],
    )
    def test_it_shows_the_line(
        self, folder: Path, now: datetime, old: str, new: str, line: int
    ) -> None:
        rewrite(folder, old, new)
        assert line in lines_refused(folder, now)


LESSON = """\
slug: a-rest
kind: lesson
theme: rest
needs: [rest]
order: 5
language: en
title: A rest
summary: Why it is good to rest.
sources: ["Somebody (2004), A Journal"]
steps:
  - {kind: read, title: Why, minutes: 1, text: Because.}
  - {kind: write, title: One, minutes: 1, text: Think., prompt: What}
  - {kind: write, title: Two, minutes: 1, text: Think., prompt: When}
  - {kind: write, title: Three, minutes: 1, text: Think., prompt: How}
"""


class TestALesson:
    @pytest.fixture
    def path(self, folder: Path) -> Path:
        (folder / "lessons").mkdir()
        path = folder / "lessons" / "a-rest.yaml"
        path.write_text(LESSON)
        return path

    def test_it_is_published_beside_exercises(
        self, folder: Path, path: Path, now: datetime
    ) -> None:
        assert load(folder, now)[Outcome.NEW] == ["a-walk", "a-rest"]
        assert Exercise.objects.get(slug="a-rest").is_lesson
        assert [one.parent.name for one in dump(folder)] == ["lessons", "exercises"]
        assert load(folder, now)[Outcome.SAME] == ["a-walk", "a-rest"]

    @pytest.mark.parametrize(
        ("old", "new", "line"),
        [
            ("  - {kind: write, title: Two, minutes: 1, text: Think., prompt: When}\n", "", 10),
            ("title: Why, minutes: 1", "title: Why, minutes: 4", 10),
            ("(2004)", "2004", 10),
            ("kind: lesson", "kind: writing", 2),
        ],
    )
    def test_what_is_no_lesson_yet_is_refused_with_its_line(
        self, folder: Path, path: Path, now: datetime, old: str, new: str, line: int
    ) -> None:
        assert old in LESSON
        path.write_text(LESSON.replace(old, new, 1))
        assert line in lines_refused(folder, now)

    def test_a_name_stands_in_one_folder_only(
        self, folder: Path, path: Path, now: datetime
    ) -> None:
        (folder / "lessons" / "a-walk.yaml").write_text(LESSON.replace("a-rest", "a-walk"))
        assert 1 in lines_refused(folder, now)


class TestWhatWasLoadedBeforeKindsAndNeeds:
    def test_it_still_follows_its_file(self, folder: Path, now: datetime) -> None:
        """As a pack wrote it then: no kind, no needs, and a fingerprint that knows of neither."""
        load(folder, now)
        with asking(CONTENT_WORK):
            Exercise.objects.update(kind="", needs=[])
            facts = wording.of(walk()).facts
            assert not {"kind", "needs"} & set(facts)
            ExerciseVersion.objects.update(pack_hash=content_pack.fingerprint(facts))
        assert load(folder, now)[Outcome.CHANGED] == ["a-walk"]
        assert (walk().number, walk().exercise.kind) == (1, "doing")

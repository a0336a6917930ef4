from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from couples import content_pack
from couples.content_pack import ContentError, ContentRefused, Loaded, Outcome, Part
from couples.models import Practice
from privacy import context

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def inner(content: str | bytes) -> Path:
        path = tmp_path / "page.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return inner


def read(path: Path) -> tuple[Part, list[ContentError]]:
    errors: list[ContentError] = []
    return content_pack.read(path, errors), errors


@pytest.fixture
def loaders(monkeypatch: pytest.MonkeyPatch) -> dict[str, content_pack.Loader]:
    """Only the loaders of the test itself."""
    mine: dict[str, content_pack.Loader] = {}
    monkeypatch.setattr(content_pack, "_loaders", mine)
    return mine


class TestReading:
    def test_it_knows_the_line_of_every_value(self, write: Write) -> None:
        page, errors = read(write("title: One\nsteps:\n  - kind: read\n  - kind: dance\n"))
        first, second = page.parts("steps")
        assert (first.choice("kind", ["read"]), errors) == ("read", [])
        second.choice("kind", ["read", "do"])
        assert errors[0].line == 4
        assert "dance" in errors[0].message

    def test_it_finds_every_mistake_in_one_run(self, write: Write) -> None:
        page, errors = read(write("title: 3\nslug: Not A Slug\nminutes: 900\ntitel: x\n"))
        page.only("title", "slug", "minutes")
        page.text("title", longest=50)
        page.slug("slug")
        page.number("minutes", low=1, high=60)
        page.texts("options", longest=80)
        assert [error.line for error in errors] == [4, 1, 2, 3, 1]

    def test_it_says_file_and_line(self, write: Write) -> None:
        path = write("a: b\n")
        page, errors = read(path)
        page.text("title", longest=50)
        assert str(errors[0]) == f"{path}:1: “title” is missing"

    def test_it_gives_plain_values_for_a_rule(self, write: Write) -> None:
        page, _ = read(write("rule: {kind: days, days: 5, open: true, note: null, at: 2026-01-01}"))
        assert page.fields["rule"].plain == {
            "kind": "days",
            "days": 5,
            "open": True,
            "note": None,
            "at": "2026-01-01",
        }

    @pytest.mark.parametrize(
        ("content", "line", "message"),
        [
            ("a: b\nc: [1, 2\n", 3, "not YAML"),
            ("a: b\n\tc: d\n", 2, "not YAML"),
            (b"a: b\nc: \xff\n", 2, "UTF-8"),
            ("a: b\nc: d\x00\n", 2, "cannot be printed"),
            ("a: b\na: c\n", 2, "twice"),
            ("a: &x [1]\nb: [*x, *x]\n", 2, "aliases"),
            ("a: b\n---\nc: d\n", 2, "not YAML"),
            ("", 1, "empty"),
            ("[" * 3000 + "]" * 3000, 1, "too deep"),
        ],
    )
    def test_it_refuses_what_is_not_plain_yaml(
        self, write: Write, content: str | bytes, line: int, message: str
    ) -> None:
        _, errors = read(write(content))
        assert [error.line for error in errors] == [line]
        assert message in errors[0].message

    def test_it_says_that_a_file_is_missing(self, tmp_path: Path) -> None:
        _, errors = read(tmp_path / "nowhere.yaml")
        assert "cannot be read" in errors[0].message

    def test_it_refuses_a_list_where_a_mapping_should_be(self, write: Write) -> None:
        page, errors = read(write("- a\n- b\n"))
        page.only("title")
        assert "mapping" in errors[0].message

    def test_it_never_makes_an_object_from_a_tag(self, write: Write) -> None:
        page, _ = read(write("title: !!python/object/apply:os.getcwd []\nname: !!float x\n"))
        assert page.plain == {"title": [], "name": "x"}


class TestOutcome:
    @pytest.mark.parametrize(
        ("pack", "last", "current", "expected"),
        [
            ("a", "", None, Outcome.NEW),
            ("a", "a", "a", Outcome.SAME),
            ("b", "a", "b", Outcome.SAME),
            ("b", "a", "a", Outcome.CHANGED),
            ("b", "a", "c", Outcome.LEFT_ALONE),
            ("a", "a", "c", Outcome.LEFT_ALONE),
        ],
    )
    def test_it_never_writes_over_an_editors_change(
        self, pack: str, last: str, current: str | None, expected: Outcome
    ) -> None:
        assert content_pack.outcome(pack=pack, last=last, current=current) is expected

    def test_a_fingerprint_does_not_depend_on_order(self) -> None:
        one, other = {"a": 1, "b": "ü"}, {"b": "ü", "a": 1}
        assert content_pack.fingerprint(one) == content_pack.fingerprint(other)


class TestLoading:
    def test_it_loads_as_somebody_who_works_on_content(
        self, loaders: dict[str, content_pack.Loader], tmp_path: Path, now: datetime
    ) -> None:
        def loader(folder: Path, at: datetime) -> Loaded:
            assert context.current().staff
            assert (folder, at) == (tmp_path, now)
            return Loaded()

        loaders["pages"] = loader
        assert set(content_pack.load(tmp_path, now=now)) == {"pages"}
        assert not context.current().staff

    def test_it_writes_nothing_when_any_loader_refuses(
        self, loaders: dict[str, content_pack.Loader], tmp_path: Path, now: datetime
    ) -> None:
        loaders["good"] = writes_a_row
        loaders["bad"] = loaders["worse"] = refuses
        with pytest.raises(ContentRefused) as refused:
            content_pack.load(tmp_path, now=now)
        assert [error.line for error in refused.value.errors] == [7, 7]
        assert not Practice.objects.filter(name="By the Lake").exists()


class TestLoadContent:
    def test_it_says_what_it_did_and_what_it_left_alone(
        self, loaders: dict[str, content_pack.Loader], tmp_path: Path
    ) -> None:
        loaders["pages"] = leaves_one_alone
        out = StringIO()
        call_command("load_content", tmp_path, stdout=out)
        assert "pages: 1 new, 0 changed, 0 same, 1 left alone" in out.getvalue()
        assert "kept: changed by an editor, left alone" in out.getvalue()

    def test_it_shows_file_and_line(
        self, loaders: dict[str, content_pack.Loader], tmp_path: Path
    ) -> None:
        loaders["bad"] = refuses
        with pytest.raises(CommandError, match=r"page\.yaml:7: no"):
            call_command("load_content", tmp_path)

    def test_it_refuses_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="not a folder"):
            call_command("load_content", tmp_path / "nowhere")


def writes_a_row(folder: Path, now: datetime) -> Loaded:
    Practice.objects.create(name="By the Lake")
    return Loaded()


def refuses(folder: Path, now: datetime) -> Loaded:
    raise ContentRefused([ContentError(folder / "page.yaml", 7, "no")])


def leaves_one_alone(folder: Path, now: datetime) -> Loaded:
    loaded = Loaded()
    loaded.add(Outcome.NEW, "fresh")
    loaded.add(Outcome.LEFT_ALONE, "kept")
    return loaded

"""What is written out as a file is read back as it was, whatever an editor wrote."""

from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from couples import content_pack
from exercises import content, wording
from exercises.models import Exercise, Step
from exercises.wording import Wording
from exercises.yaml_writing import as_yaml
from tests.exercises.conftest import draft
from tests.exercises.test_content import dump

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
    min_size=1,
    max_size=40,
).filter(lambda text: bool(wording.tidy(text)))
PROSE = st.lists(st.one_of(WORDS, st.just("")), min_size=1, max_size=5).map("\n".join)


@st.composite
def steps(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(Step.Kind.values))
    facts: dict[str, object] = {
        "kind": kind,
        "title": wording.tidy(draw(WORDS)),
        "minutes": draw(st.integers(1, 60)),
        "text": wording.tidy(draw(PROSE.filter(lambda text: bool(wording.tidy(text))))),
    }
    if kind in Step.ANSWERED:
        facts["prompt"] = wording.tidy(draw(WORDS))
    if kind == Step.Kind.CHOOSE:
        option = WORDS.map(str.strip)
        facts["options"] = draw(st.lists(option, min_size=2, max_size=4, unique=True))
    return facts


pages = st.builds(
    Wording,
    slug=st.just("a-walk"),
    kind=st.sampled_from(["body", "writing", "talking", "doing"]),
    theme=st.sampled_from(Exercise.Theme.values),
    needs=st.lists(st.sampled_from(Exercise.Need.values), min_size=1, max_size=3, unique=True),
    order=st.integers(0, 32_000),
    language=st.just("en"),
    title=WORDS.map(wording.tidy),
    summary=PROSE.map(wording.tidy).filter(bool),
    sources=st.lists(WORDS.map(str.strip), max_size=3),
    steps=st.lists(steps(), min_size=1, max_size=3),
)


class TestRoundTrip:
    @given(page=pages)
    @settings(
        max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_what_is_written_out_is_read_back(self, tmp_path: Path, page: Wording) -> None:
        path = tmp_path / "exercises" / "a-walk.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_yaml(page), encoding="utf-8")
        with content_pack.reading() as errors:
            assert content.read(path, errors) == page

    def test_a_draft_is_not_written_out(self, tmp_path: Path, now: datetime) -> None:
        draft("secret-plan", "read", now=now)
        assert dump(tmp_path) == []

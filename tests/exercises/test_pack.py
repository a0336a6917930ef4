"""The words of the pack: no blame, no diagnosis, no promise, no gender, no pressure, and plain."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from couples import content_pack
from exercises import content
from exercises.models import Exercise
from exercises.wording import Wording
from tests.exercises.conftest import PACK

NOT_HERE = {
    "gender": r"(he|she|him|his|hers|her|husband|wife|wives|boyfriend|girlfriend"
    r"|man|men|woman|women|male|female)",
    "diagnosis": r"(disorder|dysfunction\w*|patholog\w+|abnormal|frigid\w*|impoten\w+"
    r"|addict\w*|narciss\w+|toxic|syndrome|sick)",
    "promise": r"(guarantee\w*|proven|will heal|always works|never fails|will save|miracle)",
    "pressure": r"(you must|you should|you ought|have to want|marital duty|obligation"
    r"|normal couples|real couples|as a couple should)",
    "blame": r"(your own fault|you are to blame|you failed|your failure|selfishly|lazy|needy|clingy)",
}
MAY_STAND = {
    "sick child": "about being a team",
}
LONGEST_PAGE, LONGEST_MEAN = 190, 14


@cache
def pages() -> list[Wording]:
    with content_pack.reading() as errors:
        return [content.read(path, errors) for path in content.files(PACK)]


def lessons() -> list[Wording]:
    return [one for one in pages() if one.kind == Exercise.Kind.LESSON]


def texts(page: Wording) -> Iterator[str]:
    yield page.title
    yield page.summary
    for step in page.steps:
        yield from (step["title"], step["text"], step.get("prompt", ""))
        yield from step.get("options", [])


def found(text: str) -> set[str]:
    """Why a text may not stand in the pack."""
    for kept in MAY_STAND:
        text = text.replace(kept, "")
    plain = text.casefold()
    wrong = {why for why, words in NOT_HERE.items() if re.search(rf"\b{words}\b", plain)}
    return wrong | ({"punctuation"} if re.search("[!—–]", text) else set())


def sentences(text: str) -> list[list[str]]:
    parts = re.split(r"(?<=[.?:…”])\s+|\n\s*\n|\n(?=[-\d>])", text)
    return [words for part in parts if (words := re.findall(r"[\w’]+", part))]


def mean_length(text: str) -> float:
    counts = [len(words) for words in sentences(text)]
    return sum(counts) / len(counts)


class TestThereIsEnough:
    def test_lessons_and_exercises(self) -> None:
        assert len(lessons()) >= 16
        assert len(pages()) - len(lessons()) >= 24

    def test_something_for_every_need_of_every_kind_and_theme(self) -> None:
        exercises = [one for one in pages() if one not in lessons()]
        for sort in (lessons(), exercises):
            needs = Counter(need for one in sort for need in one.needs)
            assert set(needs) >= set(Exercise.Need.values) - {"rest", "warmth"}
        assert {need for one in exercises for need in one.needs} == set(Exercise.Need.values)
        assert {one.kind for one in pages()} == set(Exercise.Kind.values)
        assert {one.theme for one in pages()} == set(Exercise.Theme.values)

    def test_no_two_are_called_the_same(self) -> None:
        assert not [
            title for title, times in Counter(one.title for one in pages()).items() if times > 1
        ]

    def test_every_one_says_where_it_comes_from(self) -> None:
        assert not [one.slug for one in pages() if not one.sources]


class TestItsWords:
    @pytest.mark.parametrize("page", pages(), ids=lambda page: page.slug)
    def test_they_are_fit_to_be_read(self, page: Wording) -> None:
        wrong = {text: why for text in texts(page) if (why := found(text))}
        assert not wrong

    @pytest.mark.parametrize("page", pages(), ids=lambda page: page.slug)
    def test_they_are_plain(self, page: Wording) -> None:
        longest = max(len(step["text"].split()) for step in page.steps)
        assert longest <= LONGEST_PAGE
        assert mean_length("\n\n".join(texts(page))) <= LONGEST_MEAN

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("Ask your husband.", "gender"),
            ("Let her speak.", "gender"),
            ("This is a Dysfunction.", "diagnosis"),
            ("It is proven to help.", "promise"),
            ("You should touch more.", "pressure"),
            ("It is your own fault.", "blame"),
            ("Well done!", "punctuation"),
            ("Rest — then talk.", "punctuation"),
        ],
    )
    def test_what_is_not_fit_is_noticed(self, text: str, why: str) -> None:
        assert found(text) == {why}

    def test_what_is_not_plain_is_noticed(self) -> None:
        assert mean_length("One two three. " + "word " * 30) > LONGEST_MEAN

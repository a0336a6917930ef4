"""What editors are asked to read once more."""

from datetime import datetime

import pytest
from django.test import Client

from couples import content_pack
from couples.models import User
from exercises import plain_language
from exercises.models import ExerciseVersion
from privacy.context import asking
from tests.exercises.conftest import CONTENT_WORK, PACK
from tests.exercises.test_admin import address, filled

# Said of what hurts, or of what is not so; each was read again.
READ_AGAIN = {
    ("a-need-without-blame", "You never"),
    ("stress-tiredness-and-desire", "you need to"),
    ("words-for-boundaries", "you never"),
    ("words-for-wishes", "cure"),
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You never listen.", "You never"),
        ("An avoidant partner", "avoidant"),
        ("This will heal you both.", "will heal"),
        ("You must try it.", "You must"),
        ("Ask your wife.", "wife"),
        ("Sit down. " + "and then " * 15 + "stop.", "and then and then and then …"),
        ("Psychophysiological rest", "Psychophysiological"),
    ],
)
def test_is_pointed_out(text: str, words: str) -> None:
    assert [found for found, _ in plain_language.looked_at(text)] == [words]


@pytest.mark.parametrize(
    "text",
    ["Wave at the midwife.", "Non-judgemental-listening-together", "It always rains. You listen."],
)
def test_is_left_alone(text: str) -> None:
    assert not list(plain_language.looked_at(text))


def test_the_pack_of_the_house_was_read_again(now: datetime) -> None:
    content_pack.load(PACK, now=now)
    with asking(CONTENT_WORK):
        versions = ExerciseVersion.objects.select_related("exercise")
        found = {
            (one.exercise.slug, remark.words)
            for one in versions
            for remark in plain_language.remarks(one)
        }
    assert found == READ_AGAIN


def test_an_editor_is_warned_and_not_stopped(
    editor: Client, edith: User, words: ExerciseVersion
) -> None:
    changed = {"steps-0-text": "You never listen, and you must.", "title": "Other"}
    page = editor.post(address(words), filled(words, edith, **changed), follow=True)
    html = page.content.decode()
    assert "Read this once more. Step 1: “You never” reads as blame." in html
    assert "“you must” presses." in html
    with asking(CONTENT_WORK):
        assert ExerciseVersion.objects.get(pk=words.pk).title == "Other"

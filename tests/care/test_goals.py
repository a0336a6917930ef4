"""What a therapist reads of shared goals: within what both agreed to, and only what both signed and rated."""

from datetime import datetime

import pytest
from django.test import Client

from couples.models import Couple, User
from goals.models import Goal, Step
from tests.care.pages import page_of, text
from tests.goals import tales

pytestmark = pytest.mark.usefixtures("on_that_day")


@pytest.fixture
def goal(agreed: None, couple: Couple, alice: User, bob: User, now: datetime) -> Goal:
    return tales.agreed(couple, alice, bob, now=now)


def test_titles_and_stages_and_no_sentence_of_a_step(
    goal: Goal, therapist: Client, couple: Couple
) -> None:
    page = text(therapist, page_of(couple))
    for words in (tales.TITLE, "Coming closer", "No round that both have rated"):
        assert words in page
    assert tales.HOPED not in page


def test_words_then_the_number_then_both_lines(
    goal: Goal, therapist: Client, couple: Couple, alice: User, bob: User, now: datetime
) -> None:
    tales.rated(goal, alice, Step.MORE, now=now)
    assert "(T " not in text(therapist, page_of(couple))
    tales.rated(goal, bob, Step.HOPED, now=now)
    page = text(therapist, page_of(couple))
    assert page.index("About as hoped for") < page.index("(T 55)")
    assert "Alice: 1 on 6 May." in page
    assert "Bob: 0 on 6 May." in page


def test_nothing_that_one_alone_offers(
    goal: Goal, therapist: Client, couple: Couple, alice: User, now: datetime
) -> None:
    tales.offered(couple, alice, now=now, title="Offered by one")
    tales.changed(goal, alice, "Changed by one", seen=1, now=now)
    page = text(therapist, page_of(couple))
    assert "by one" not in page


def test_one_that_rests_says_so(
    goal: Goal, therapist: Client, couple: Couple, alice: User, now: datetime
) -> None:
    tales.rests(goal, alice, now=now)
    assert "at rest" in text(therapist, page_of(couple))

"""What stands on the page while it rests, and while therapist and couple hold it at a level."""

from datetime import date, datetime

import pytest
from django.test import Client

from closeness import holding, resting
from closeness.models import Hold
from couples import agreements, pauses
from couples.models import Couple, User
from privacy.context import acting_as
from tests import factories
from tests.closeness.pages import CARDS, HOME, REST, headings, page, sent, without_tokens

QUIET = "A quiet page this week."
RESTS = "Closeness is resting"


@pytest.fixture
def hold(served: Couple, alice: User, bob: User, tess: User, monday: datetime) -> Hold:
    """Proposed by their therapist."""
    factories.agreement(served, tess, alice, bob, now=monday)
    with acting_as(tess):
        link = agreements.link_of(served)
        assert link
        return holding.propose(link, level=2, until=date(2026, 5, 31), now=monday)


class TestResting:
    def test_it_is_one_page_for_both_whoever_wanted_it(
        self, served: Couple, hers: Client, his: Client
    ) -> None:
        sent(hers, REST, wish="rest")
        ours, theirs = page(hers), page(his)
        assert RESTS in ours
        assert without_tokens(ours) == without_tokens(theirs)
        assert hers.get(CARDS)["Location"] == HOME

    def test_a_pause_of_the_two_looks_the_same(
        self, served: Couple, alice: User, bob: User, hers: Client, monday: datetime
    ) -> None:
        sent(hers, REST, wish="rest")
        before = without_tokens(page(hers))
        sent(hers, REST, wish="ready")
        assert RESTS not in page(hers)
        with acting_as(bob):
            pauses.begin(served, days=2, now=monday)
        assert without_tokens(page(hers)) == before

    def test_each_ends_only_their_own(self, served: Couple, hers: Client, his: Client) -> None:
        sent(hers, REST, wish="rest")
        assert RESTS in sent(his, REST, wish="ready")
        assert RESTS in sent(his, REST, wish="rest")
        assert RESTS in sent(hers, REST, wish="ready")
        assert QUIET in sent(his, REST, wish="ready")

    def test_another_wish_is_none(
        self, served: Couple, alice: User, hers: Client, monday: datetime
    ) -> None:
        assert hers.post(REST, {"wish": "x"})["Location"] == HOME
        with acting_as(alice):
            assert not resting.is_resting(served, monday)


class TestHeld:
    def test_it_is_told_both_in_the_same_words_and_each_agrees_alone(
        self, hold: Hold, hers: Client, his: Client
    ) -> None:
        words = "Tess suggests that the two of you stay at “Words, banter and attention”"
        assert words in page(hers)
        before = page(his)
        assert "You have said yes." in sent(hers, f"/closeness/hold/{hold.pk}/agree/")
        assert without_tokens(page(his)) == without_tokens(before)
        sent(his, f"/closeness/hold/{hold.pk}/agree/")
        assert "until Sunday 31 May. Cards and pages go no further" in page(hers)
        assert headings(page(hers)) == headings(page(his))
        assert hers.post(f"/closeness/hold/{'A' * 22}/agree/").status_code == 404

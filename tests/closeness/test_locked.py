"""With the lock of one’s own words closed, whoever borrows the phone reads what both of the two know."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from closeness import holding
from closeness.models import Item, Limits
from couples import journal
from couples.models import Couple, User
from privacy.context import acting_as, as_dealer
from tests import factories
from tests.closeness import table
from tests.closeness.pages import HOME, how, page, sent, thing, without_tokens
from tests.conftest import ClientOf

PIN, LOCK = "402871", "/settings/journal/open/"


@pytest.fixture
def hers(served: Couple, alice: User, monday: datetime, client_of: ClientOf) -> Client:
    with acting_as(alice):
        journal.lock(by=alice, pin=PIN, now=monday)
    return client_of(alice)


@pytest.fixture
def mine(hers: Client, alice: User, monday: datetime) -> Item:
    return table.items(alice, now=monday)[0][0]


def looked(browser: Client) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as captured:
        shown = page(browser)
    return without_tokens(shown), len(captured)


class TestTheWeek:
    def test_it_does_not_show_what_one_alone_has_noted(self, hers: Client, mine: Item) -> None:
        page(hers)
        before = looked(hers)
        hers.post(thing(mine.pk, "did"))
        assert looked(hers) == before

    def test_nor_that_one_has_agreed_to_stay_at_a_level(
        self,
        served: Couple,
        hers: Client,
        alice: User,
        bob: User,
        tess: User,
        monday: datetime,
    ) -> None:
        link = factories.agreement(served, tess, alice, bob, now=monday, kinds={"closeness"})
        with acting_as(tess):
            hold = holding.propose(link, level=7 - 1, until=monday.date(), now=monday)
        page(hers)
        before = looked(hers)
        with acting_as(alice):
            holding.agree(hold, by=alice, now=monday)
        assert looked(hers) == before

    def test_it_says_so_and_the_pin_brings_it_back(self, hers: Client, mine: Item) -> None:
        hers.post(thing(mine.pk, "did"))
        shown = page(hers)
        assert "is locked" in shown
        assert "You noted that you did it." not in shown
        hers.post(LOCK, {"pin": PIN, "next": HOME})
        assert "You noted that you did it." in page(hers)


class TestHowItWas:
    @pytest.mark.parametrize("did", [True, False])
    def test_whether_there_is_anything_to_say_waits_for_the_pin(
        self, did: bool, hers: Client, mine: Item
    ) -> None:
        if did:
            hers.post(thing(mine.pk, "did"))
        for answer in (hers.get(how(mine.pk)), hers.post(how(mine.pk), {"comfort": "1"})):
            assert answer["Location"].startswith(LOCK)

    def test_a_number_does_not_tell_where_the_line_is(
        self, served: Couple, hers: Client, alice: User, mine: Item
    ) -> None:
        """Number by number somebody could find it, and the level with it."""
        with as_dealer():
            mine.what = "l2-0:1"
            mine.save(update_fields=["what"])
        table.limit(alice, Limits(level=2, line=6))
        hers.post(thing(mine.pk, "did"))
        told = {sent(hers, how(mine.pk), comfort=str(number)) for number in (0, 10)}
        assert len({without_tokens(one) for one in told}) == 1
        assert table.limits(alice) == Limits(level=2, line=6)

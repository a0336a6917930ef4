"""At the same moment, on real connections: no page is lost, doubled or half made; no word comes too late."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import connections

from closeness import answering, closing, doing, ending, holding, pacing, resting
from closeness.models import Answer, Card, Hold, Item, Limits, Round, Seat, Spectrum, Tally
from closeness.options import Thing
from couples import agreements
from couples.models import CareLink, Couple, User
from privacy.context import acting_as, as_dealer
from tests import factories, racing
from tests.browser.server import database_url
from tests.closeness import table
from tests.closeness.table import no, yes
from tests.racing import Gave

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

ROUNDS, ALL_ROUNDS = 12, 1_000


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    return ALL_ROUNDS if request.config.getoption("--heavy") else ROUNDS


@pytest.fixture
def together() -> Iterator[Gave]:
    with racing.side_by_side(answering.RoundClosed, threads=3) as together:
        yield together


def test_a_close_and_a_last_word_come_one_after_the_other(
    both: Couple, alice: User, bob: User, together: Gave, rounds: int, now: datetime
) -> None:
    """Two ticks, and bob who takes back every yes: the page is whole, and as it was before or after him."""
    at = now
    for _ in range(rounds):
        table.say(alice, yes, now=at)
        table.say(bob, yes, now=at)
        closes = table.closes_at()
        pages = made()
        asked = set(table.hand(bob, now=at))

        def speak(at: datetime = at) -> None:
            table.say(bob, no, now=at)

        def tick(closes: datetime = closes) -> object:
            return closing.close_all(closes)

        first, second, spoken = together(tick, tick, speak)
        assert {first, second} == {0, 1}
        hers, his = table.page(alice, now=closes), table.page(bob, now=closes)
        assert hers == his
        assert made() == pages + 2 * len(hers)
        assert (
            len(hers) == 5 if isinstance(spoken, answering.RoundClosed) else not set(hers) & asked
        )
        assert len(table.everywhere(Round.objects.open())) == 1
        hand = table.everywhere(Card.objects.filter(round__closed_at=None, person_id=bob.pk))
        assert len({card.place for card in hand}) == len(hand) >= 12
        at = closes


def made() -> int:
    with as_dealer():
        return Item.objects.count()


WITHDRAWS: dict[str, Callable[[Seat, list[tuple[Item, Thing]], datetime], object]] = {
    "takes it back": lambda seat, items, at: ending.take_back(items[0][0], by=seat.person),
    "takes all back": lambda seat, items, at: ending.take_all_back(seat.couple, by=seat.person),
    "steps back": lambda seat, items, at: pacing.step_back(seat, 1, now=at),
    "stops": lambda seat, items, at: resting.rest(seat, rests=True),
}
# What must not be there afterwards: of a thing, and the key of the one that was taken back.
LEFT: dict[str, Callable[[Thing, str], bool]] = {
    "takes it back": lambda thing, key: thing.key == key,
    "takes all back": lambda thing, key: True,
    "steps back": lambda thing, key: thing.level > 1,
    "stops": lambda thing, key: True,
}


@pytest.mark.parametrize("how", WITHDRAWS)
def test_what_is_withdrawn_while_the_page_is_made_is_not_on_it(
    how: str, both: Couple, alice: User, bob: User, together: Gave, now: datetime
) -> None:
    """Whichever comes first."""
    for one in (alice, bob):
        table.limit(one, Limits(level=2))
        table.say(one, yes, now=now)
    at = table.close()
    for _ in range(4):
        for one in (alice, bob):
            table.limit(one, Limits(level=2))
            table.say(one, yes, now=at)
        items = table.items(bob, now=at)
        key = items[0][0].what if items else ""
        closes = table.closes_at()

        def withdraws(items: list[tuple[Item, Thing]] = items, at: datetime = at) -> None:
            seat = table.seat(bob)
            with acting_as(bob):
                if items or how != "takes it back":
                    WITHDRAWS[how](seat, items, at)

        together(lambda closes=closes: closing.close_all(closes), withdraws, lambda: None)
        there = table.items(alice, now=closes)
        gone = {thing.key for _, thing in there if LEFT[how](thing, key)}
        assert gone == set()
        if how == "stops":
            with acting_as(bob):
                resting.rest(table.seat(bob), rests=False)
        at = closes


def test_of_two_tabs_the_last_word_counts_and_there_is_one(
    both: Couple, alice: User, together: Gave, now: datetime
) -> None:
    for _ in range(3):
        together(*[lambda says=says: table.say(alice, says, now=now) for says in (yes, no, yes)])
    assert len(table.everywhere(Answer.objects.all())) == len(table.hand(alice, now=now))


def test_what_both_did_is_counted_once(
    both: Couple, alice: User, bob: User, together: Gave, now: datetime
) -> None:
    for one in (alice, bob):
        table.say(one, yes, now=now)
    at = table.close()
    for number in range(5):

        def did(one: User, number: int = number) -> None:
            item, thing = table.items(one, now=at)[number]
            with acting_as(one):
                doing.did(item, thing, by=one)

        together(lambda: did(alice), lambda: did(bob), lambda: did(bob))
        assert [one.done for one in table.everywhere(Tally.objects.all())] == [number + 1]


def test_two_who_want_rest_and_one_who_is_ready_again(
    both: Couple, alice: User, bob: User, together: Gave, now: datetime
) -> None:
    """Whatever comes first, it rests as long as one of them wants it."""

    def wish(one: User, rests: bool) -> None:
        seat = table.seat(one)
        with acting_as(one):
            resting.rest(seat, rests=rests)

    for _ in range(5):
        wish(alice, True)
        together(lambda: wish(alice, False), lambda: wish(bob, True), lambda: None)
        assert [one.rests for one in table.everywhere(Spectrum.objects.all())] == [True]
        wish(bob, False)
        assert [one.rests for one in table.everywhere(Spectrum.objects.all())] == [False]


def test_a_hold_never_outlives_the_agreement(
    both: Couple, alice: User, bob: User, tess: User, together: Gave, now: datetime
) -> None:
    """Tess suggests, both say yes, alice takes the agreement back: whatever comes first, all of it ends."""
    until = now.date() + timedelta(days=14)
    for _ in range(5):
        link = factories.agreement(both, tess, alice, bob, now=now, kinds={"closeness"})

        def suggest(link: CareLink = link) -> None:
            with acting_as(tess), suppress(holding.NotAgreed):
                holding.propose(link, level=2, until=until, now=now)

        def agree() -> None:
            for one in (alice, bob):
                with acting_as(one), suppress(holding.Gone):
                    if hold := holding.of(both, now):
                        holding.agree(hold, by=one, now=now)

        def withdraw(link: CareLink = link) -> None:
            with acting_as(alice):
                agreements.withdraw(link, by=alice, now=now)

        together(suggest, agree, withdraw)
        assert table.everywhere(Hold.objects.filter(ended_at=None)) == []
        assert [one.held_at for one in table.everywhere(Spectrum.objects.all())] == [None]


DIES = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from closeness import closing, dealing
deal = dealing.deal
def dies(*facts):
    deal(*facts)
    os.kill(os.getpid(), signal.SIGKILL)
dealing.deal = dies
closing.close_all(datetime.fromisoformat(sys.argv[1]))
"""


def test_killed_in_the_middle_the_next_tick_finishes_it_once(
    both: Couple, alice: User, bob: User, now: datetime
) -> None:
    """When the page is made, the round closed and one hand dealt: of all that nothing is there."""
    for one in (alice, bob):
        table.say(one, yes, now=now)
    at = table.closes_at()
    url = database_url(connections["owner"].settings_dict)
    died = subprocess.run(
        [sys.executable, "-c", DIES, at.isoformat()],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url},
        check=False,
        timeout=60,
    )
    assert died.returncode == -signal.SIGKILL
    assert table.everywhere(Item.objects.all()) == []
    assert table.closes_at() == at
    assert closing.close_all(at) == 1
    assert len(table.page(alice, now=at)) == len(table.page(bob, now=at)) == 5

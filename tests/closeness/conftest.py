from datetime import datetime, timedelta
from itertools import count

import pytest

from closeness import decks, menus
from closeness.decks import Deck
from couples.models import Couple, User
from tests.closeness import table
from tests.conftest import ClientOf, Clock


@pytest.fixture
def options_there(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """And decks that are the same in every run: whoever begins first has the first one. Nothing rests of
    itself, but where that is what is looked at.
    """
    made = map(Deck, map(str, count()))
    monkeypatch.setattr(decks, "fresh", lambda first: next(made))
    monkeypatch.setattr(menus, "RESTS", 0.0)
    table.options_there()


@pytest.fixture
def both(options_there: None, couple: Couple, alice: User, bob: User, now: datetime) -> Couple:
    """Alice and bob have begun."""
    table.begin(alice, bob, now=now)
    return couple


@pytest.fixture
def monday(now: datetime) -> datetime:
    """After the first week has ended; who was signed in then is not any more."""
    return now + timedelta(days=5)


@pytest.fixture
def served(
    both: Couple, alice: User, bob: User, clock: Clock, now: datetime, monday: datetime
) -> Couple:
    """Both said yes to everything: five things stand on the page, and it is Monday."""
    for one in (alice, bob):
        table.say(one, table.yes, now=now)
    table.close()
    clock(monday)
    return both


@pytest.fixture
def client_of(clock: Clock, client_of: ClientOf) -> ClientOf:
    """In here the clock stands still before anybody signs in."""
    return client_of

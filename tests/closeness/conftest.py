from datetime import datetime
from itertools import count

import pytest

from closeness import decks
from closeness.decks import Deck
from couples.models import Couple, User
from tests.closeness import table


@pytest.fixture
def options_there(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """And decks that are the same in every run: whoever begins first has the first one."""
    made = map(Deck, map(str, count()))
    monkeypatch.setattr(decks, "fresh", lambda first: next(made))
    table.options_there()


@pytest.fixture
def both(options_there: None, couple: Couple, alice: User, bob: User, now: datetime) -> Couple:
    """Alice and bob have begun."""
    table.begin(alice, bob, now=now)
    return couple

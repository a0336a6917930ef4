from datetime import datetime

import pytest

from couples.models import Couple, User
from cycle.models import Entry
from tests.conftest import ClientOf, Clock
from tests.cycle import hard


@pytest.fixture
def words_there(db: None) -> None:
    hard.choices_there()


@pytest.fixture
def entry(words_there: None, couple: Couple, alice: User, now: datetime) -> Entry:
    """Alice’s own, not shared."""
    return hard.noted(alice, on=alice.local_date(now))


@pytest.fixture
def client_of(clock: Clock, client_of: ClientOf) -> ClientOf:
    """In here the clock stands still before anybody signs in."""
    return client_of

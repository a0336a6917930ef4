from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from couples.models import Couple, User
from cycle.models import Entry
from tests.conftest import ClientOf
from tests.cycle import hard

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    """Views read the time themselves; here it stands still until it is set."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def words_there(db: None) -> None:
    hard.choices_there()


@pytest.fixture
def entry(words_there: None, couple: Couple, alice: User, now: datetime) -> Entry:
    """Alice’s own, not shared."""
    return hard.noted(alice, on=alice.local_date(now))


@pytest.fixture
def hers(clock: Clock, alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def his(clock: Clock, bob: User, client_of: ClientOf) -> Client:
    return client_of(bob)

"""A page of alice’s that nobody else reads, the prompts, and a browser for each of the two."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from couples.models import Couple, User
from journaling.models import Entry
from tests.conftest import ClientOf
from tests.journaling import tales

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    """Views read the time themselves; here it stands still until it is set."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def entry(couple: Couple, alice: User, now: datetime) -> Entry:
    return tales.written(alice, now=now)


@pytest.fixture
def prompts_there(db: None) -> None:
    tales.prompts_there()


@pytest.fixture
def hers(alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def his(bob: User, client_of: ClientOf) -> Client:
    return client_of(bob)

"""A couple, a rehearsal that is whole, an apology that was sent; and a browser for each of the two."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from couples.models import Couple, User
from mending.models import Apology, Attempt, Rehearsal
from tests.conftest import ClientOf
from tests.mending import tales

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    """Views read the time themselves; here it stands still until it is set."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def rehearsal(couple: Couple, alice: User, now: datetime) -> Rehearsal:
    return tales.rehearsed(couple, alice, now=now)


@pytest.fixture
def apology(couple: Couple, alice: User, now: datetime) -> Apology:
    """From alice to bob."""
    return tales.sent(couple, alice, now=now)


@pytest.fixture
def attempt(phrases_there: None, couple: Couple, alice: User, now: datetime) -> Attempt:
    """From alice to bob."""
    return tales.tried(couple, alice, now=now)


@pytest.fixture
def phrases_there(db: None) -> None:
    tales.phrases_there()


@pytest.fixture
def hers(alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def his(bob: User, client_of: ClientOf) -> Client:
    return client_of(bob)

"""A couple with a goal that both have signed; and a browser for each of the two."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from couples.models import Couple, User
from goals.models import Goal
from tests.conftest import ClientOf
from tests.goals import tales

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    """Views read the time themselves; here it stands still until it is set."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def offered(couple: Couple, alice: User, now: datetime) -> Goal:
    """By alice, for bob to sign."""
    return tales.offered(couple, alice, now=now)


@pytest.fixture
def goal(couple: Couple, alice: User, bob: User, now: datetime) -> Goal:
    """Written by alice, signed by bob, today."""
    return tales.agreed(couple, alice, bob, now=now)


@pytest.fixture
def hers(clock: Clock, alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def his(clock: Clock, bob: User, client_of: ClientOf) -> Client:
    return client_of(bob)

"""A couple that has been asked to listen to each other, and short ways to take their steps."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from couples.models import Couple, User
from listening.models import Session
from tests.conftest import ClientOf
from tests.listening import steps

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    """Views read the time themselves; here it stands still until it is set."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def session(couple: Couple, alice: User, now: datetime) -> Session:
    """Alice has asked bob; each is on a device of their own, and she speaks first."""
    return steps.invited(couple, alice, now=now)


@pytest.fixture
def hers(alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def his(bob: User, client_of: ClientOf) -> Client:
    return client_of(bob)

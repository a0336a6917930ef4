from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from couples.models import Couple, User
from cues.models import Proposal
from tests.conftest import ClientOf
from tests.cues import agreed

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    """Views read the time themselves; here it stands still until it is set."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def waiting(couple: Couple, alice: User, now: datetime) -> Proposal:
    """From alice to bob."""
    return agreed.proposed(couple, alice, now=now)


@pytest.fixture
def standing(couple: Couple, alice: User, bob: User, now: datetime) -> Proposal:
    """Alice’s, signed by bob."""
    return agreed.signed(couple, alice, signer=bob, now=now)


@pytest.fixture
def hers(clock: Clock, alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def his(clock: Clock, bob: User, client_of: ClientOf) -> Client:
    return client_of(bob)

from datetime import datetime

import pytest

from couples.models import Couple, User
from cues.models import Proposal
from tests.conftest import ClientOf, Clock
from tests.cues import agreed


@pytest.fixture
def waiting(couple: Couple, alice: User, now: datetime) -> Proposal:
    """From alice to bob."""
    return agreed.proposed(couple, alice, now=now)


@pytest.fixture
def standing(couple: Couple, alice: User, bob: User, now: datetime) -> Proposal:
    """Alice’s, signed by bob."""
    return agreed.signed(couple, alice, signer=bob, now=now)


@pytest.fixture
def client_of(clock: Clock, client_of: ClientOf) -> ClientOf:
    """In here the clock stands still before anybody signs in."""
    return client_of

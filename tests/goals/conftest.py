"""A couple with a goal that both have signed; and a browser for each of the two."""

from datetime import datetime

import pytest

from couples.models import Couple, User
from goals.models import Goal
from tests.conftest import ClientOf, Clock
from tests.goals import tales


@pytest.fixture
def offered(couple: Couple, alice: User, now: datetime) -> Goal:
    """By alice, for bob to sign."""
    return tales.offered(couple, alice, now=now)


@pytest.fixture
def goal(couple: Couple, alice: User, bob: User, now: datetime) -> Goal:
    """Written by alice, signed by bob, today."""
    return tales.agreed(couple, alice, bob, now=now)


@pytest.fixture
def client_of(clock: Clock, client_of: ClientOf) -> ClientOf:
    """In here the clock stands still before anybody signs in."""
    return client_of

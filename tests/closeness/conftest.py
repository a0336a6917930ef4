from datetime import datetime

import pytest

from couples.models import Couple, User
from tests.closeness import table


@pytest.fixture
def options_there(db: None) -> None:
    table.options_there()


@pytest.fixture
def both(options_there: None, couple: Couple, alice: User, bob: User, now: datetime) -> Couple:
    """Alice and bob have begun."""
    table.begin(alice, bob, now=now)
    return couple

"""A couple that has been asked to listen to each other, and short ways to take their steps."""

from datetime import datetime

import pytest

from couples.models import Couple, User
from listening.models import Session
from tests.listening import steps


@pytest.fixture
def session(couple: Couple, alice: User, now: datetime) -> Session:
    """Alice has asked bob; each is on a device of their own, and she speaks first."""
    return steps.invited(couple, alice, now=now)

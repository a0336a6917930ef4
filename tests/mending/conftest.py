"""A couple, a rehearsal that is whole, an apology that was sent; and a browser for each of the two."""

from datetime import datetime

import pytest

from couples.models import Couple, User
from mending.models import Apology, Attempt, Rehearsal
from tests.mending import tales


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

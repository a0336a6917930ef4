"""A page of alice’s that nobody else reads, the prompts, and a browser for each of the two."""

from datetime import datetime

import pytest

from couples.models import Couple, User
from journaling.models import Entry
from tests.journaling import tales


@pytest.fixture
def entry(couple: Couple, alice: User, now: datetime) -> Entry:
    return tales.written(alice, now=now)


@pytest.fixture
def prompts_there(db: None) -> None:
    tales.prompts_there()

"""Alice with a lock before her words, and words behind it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from checkins import drafting
from checkins.checking_in import Page
from couples import journal
from couples.models import Couple, User
from exercises import practising
from exercises.models import Sitting
from privacy.context import acting_as
from tests import factories
from tests.conftest import ClientOf
from tests.couples.lock import ANSWERED, DRAFTED, PIN, SECRET
from tests.exercises.conftest import published


@pytest.fixture
def clock(now: datetime) -> Any:
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def locked(clock: Any, alice: User, couple: Couple, now: datetime) -> None:
    with acting_as(alice):
        journal.lock(by=alice, pin=PIN, now=now)


@pytest.fixture
def hers(locked: None, alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def sitting(alice: User, now: datetime) -> Sitting:
    version = published("a-true-thank-you", "write", "write", now=now)
    with acting_as(alice):
        made = practising.start(version, by=alice, now=now)
        practising.keep(made, version.steps.get(position=1), words=ANSWERED, now=now)
    return made


@pytest.fixture
def words(alice: User, couple: Couple, sitting: Sitting, now: datetime) -> None:
    """A private note of today, a draft of yesterday, an answer in an exercise."""
    today = now.date()
    factories.check_in(alice, couple, today, now=now, note=(SECRET, "only_me"))
    yesterday, typed = today - timedelta(days=1), {"note": [DRAFTED], "audience": ["only_me"]}
    with acting_as(alice):
        drafting.keep(by=alice, on=yesterday, fields=typed, page=Page("a page"), now=now)

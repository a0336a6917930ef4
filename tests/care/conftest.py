from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from couples.models import Couple, User
from tests import factories


@pytest.fixture
def on_that_day(time_machine: TimeMachineFixture, now: datetime) -> None:
    time_machine.move_to(now, tick=False)


@pytest.fixture
def agreed(couple: Couple, alice: User, bob: User, tess: User, now: datetime) -> None:
    factories.agreement(couple, tess, alice, bob, now=now)


@pytest.fixture
def therapist(client_of: Callable[[User], Client], tess: User) -> Client:
    return client_of(tess)


@pytest.fixture
def people(alice: User, bob: User, mallory: User, trent: User) -> list[User]:
    return [alice, bob, mallory, trent]

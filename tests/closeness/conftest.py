from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from closeness.models import Option
from couples.models import Couple, User
from privacy.context import asking
from tests import factories
from tests.closeness import weeks
from tests.conftest import ClientOf

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    """Views read the time themselves; here it stands still until it is set."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def options_there(db: None) -> None:
    """As many as decks need: most at the level where everybody begins."""
    with asking(factories.CONTENT_WORK):
        for level, how_many in weeks.HOW_MANY.items():
            for number in range(how_many):
                Option.objects.create(**weeks.option(level, number))


@pytest.fixture
def begun(options_there: None, couple: Couple, clock: Clock, now: datetime) -> Couple:
    """Both have begun, and nobody has said anything."""
    weeks.begin(couple, now=now)
    return couple


@pytest.fixture
def monday() -> datetime:
    """After the first week has ended; who was signed in then is not any more."""
    return datetime.fromisoformat("2026-05-11T10:00:00+00:00")


@pytest.fixture
def served(begun: Couple, clock: Clock, now: datetime, monday: datetime) -> Couple:
    """Both said yes to everything: five things stand on the page."""
    weeks.say_yes(begun, now=now)
    weeks.close(begun)
    clock(monday)
    return begun


@pytest.fixture
def hers(clock: Clock, alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def his(clock: Clock, bob: User, client_of: ClientOf) -> Client:
    return client_of(bob)

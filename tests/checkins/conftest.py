"""A couple with a rhythm, the browsers of both, and a clock that stands still."""

from datetime import datetime
from typing import Any

import pytest

from checkins.models import Moment
from couples.models import Couple, User
from privacy.context import acting_as
from tests.checkins import wishes


@pytest.fixture(autouse=True)
def lasting_sessions(settings: Any) -> None:
    """Here days go by between two clicks; when sessions end is told in tests/privacy."""
    settings.SESSION_IDLE_SECONDS = settings.SESSION_ABSOLUTE_SECONDS = 10**8


@pytest.fixture
def moment(alice: User, bob: User, couple: Couple, now: datetime) -> Moment:
    """The first one: today, a quarter of an hour from now."""
    wishes.agreed(couple, alice, bob, now=now)
    with acting_as(alice):
        return Moment.objects.earliest("starts_at")

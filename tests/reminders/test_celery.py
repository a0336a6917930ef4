"""The promise as a whole: real beat, real worker, real kill -9; each reminder once."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone

from couples import pairing, zones
from couples.models import User
from privacy.context import acting_as, as_steward
from reminders import planning
from reminders.models import Reminder
from tests import factories
from tests.browser.server import database_url
from tests.reminders.clockwork import Clockwork
from tests.reminders.conftest import prefer

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

ZONES = ("Asia/Tokyo", "Europe/Amsterdam", "America/New_York", "Pacific/Honolulu")


@pytest.fixture
def clockwork(transactional_db: None, tmp_path: Path) -> Iterator[Clockwork]:
    made = Clockwork(tmp_path, database_url(connections["owner"].settings_dict))
    yield made
    made.stop()


def somebody(name: str) -> User:
    """On their own, and where it is far from midnight."""
    now = timezone.now()
    zone = next(zone for zone in ZONES if 4 <= now.astimezone(zones.zone(zone)).hour < 20)
    person = factories.person(name, time_zone=zone)
    with acting_as(person):
        pairing.couple_of(person, now=now)
    return person


def check_in_at(person: User, at: datetime) -> None:
    local = person.local_time(at).time().replace(microsecond=0)
    prefer(person, check_in_at=local, quiet_from=time(0), quiet_to=time(0))


def sent() -> int:
    with as_steward():
        return Reminder.objects.filter(state=Reminder.State.SENT).count()


def recipients(clockwork: Clockwork) -> Counter[str]:
    return Counter(message_from_bytes(file.read_bytes())["To"] for file in clockwork.mail)


class TestClock:
    def test_a_reminder_comes_at_the_persons_hour_once(self, clockwork: Clockwork) -> None:
        yuki = somebody("yuki")
        clockwork.start("worker", "beat")
        clockwork.wait(lambda: clockwork.ticks > 0)
        soon = timezone.now() + timedelta(seconds=4)
        check_in_at(yuki, soon)
        clockwork.wait(lambda: sent() == 1)
        assert timezone.now() >= soon.replace(microsecond=0)
        enough = clockwork.ticks + 2
        clockwork.wait(lambda: clockwork.ticks >= enough)
        assert recipients(clockwork) == {yuki.email: 1}


class TestKill:
    def test_each_comes_once_though_workers_die_in_the_middle(
        self, clockwork: Clockwork, request: pytest.FixtureRequest
    ) -> None:
        people, kills = (100, 25) if request.config.getoption("--heavy") else (6, 2)
        waiting = [somebody(f"person{number}") for number in range(people)]
        now = timezone.now()
        for person in waiting:
            check_in_at(person, now + timedelta(seconds=people // 10 + 2))
        planning.plan_all(now)
        clockwork.start("worker", "beat")
        for number in range(kills):
            clockwork.kill_at("after" if number % 2 else "before", skip=number % 3)
        clockwork.wait(lambda: sent() == people)
        assert recipients(clockwork) == {person.email: 1 for person in waiting}
        assert clockwork.notes("before") > people

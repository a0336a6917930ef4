"""Ticks that run at the same time, each on a connection of its own."""

from collections import Counter
from datetime import datetime

import pytest
from django.core import mail

from couples import pairing
from couples.models import Couple, User
from privacy.context import acting_as
from reminders import delivering, planning, ticking
from reminders.models import Reminder
from tests import factories, racing
from tests.racing import Press
from tests.reminders.conftest import Diary, rows

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

TICKS = 4


def at_once(do: Press) -> None:
    with racing.side_by_side(threads=TICKS) as together:
        together(*[do] * TICKS)


@pytest.fixture
def people(diary: Diary, now: datetime) -> list[User]:
    found = [factories.person(f"person{number}") for number in range(12)]
    for person in found:
        with acting_as(person):
            pairing.couple_of(person, now=now)
        diary.note(person, now)
    return found


class TestOverlappingTicks:
    def test_they_plan_each_occasion_once(
        self, people: list[User], now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(planning, "PEOPLE", 3)
        at_once(lambda: planning.plan_all(now))
        assert [len(rows(person)) for person in people] == [1] * len(people)

    def test_they_send_each_reminder_once(
        self, people: list[User], now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(delivering, "BATCH", 2)
        at_once(lambda: ticking.tick(now=now))
        sent = Counter(letter.to[0] for letter in mail.outbox)
        assert sent == {person.email: 1 for person in people}

    def test_they_send_one_person_two_a_day(
        self,
        diary: Diary,
        alice: User,
        couple: Couple,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(delivering, "BATCH", 1)
        for number in range(6):
            diary.note(alice, now, str(number))
        planning.plan_all(now)
        at_once(lambda: delivering.deliver(now))
        assert len(mail.outbox) == 2
        states = Counter(row.state for row in rows(alice))
        assert states == {Reminder.State.SENT: 2, Reminder.State.DROPPED: 4}

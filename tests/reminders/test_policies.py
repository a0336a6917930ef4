from datetime import datetime

import pytest
from django.db import ProgrammingError

from couples.models import Couple, User
from privacy.context import acting_as
from reminders import planning
from reminders.models import Preferences, Reminder
from tests.reminders.conftest import Diary


@pytest.fixture(autouse=True)
def planned(diary: Diary, alice: User, couple: Couple, now: datetime) -> None:
    diary.note(alice, now)
    planning.plan(now=now)


class TestPolicies:
    def test_each_sees_their_own_alone(
        self, alice: User, bob: User, mallory: User, tess: User, edith: User, couple: Couple
    ) -> None:
        seen = {}
        for person in (alice, bob, mallory, tess, edith):
            with acting_as(person):
                seen[person] = (Reminder.objects.count(), Preferences.objects.count())
        assert seen == {alice: (1, 1), bob: (0, 1), mallory: (0, 0), tess: (0, 0), edith: (0, 0)}

    def test_nobody_writes_a_reminder(self, alice: User, couple: Couple, now: datetime) -> None:
        with acting_as(alice):
            assert Reminder.objects.update(state=Reminder.State.PLANNED) == 0
            assert Reminder.objects.all().delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(alice):
            Reminder.objects.create(person=alice, couple=couple, due_at=now, expires_at=now)

    def test_nobody_chooses_for_the_partner(self, alice: User, bob: User) -> None:
        with acting_as(alice):
            assert Preferences.objects.filter(person=bob).update(switched_off=["diary"]) == 0

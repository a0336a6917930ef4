"""One neutral mail, hours later, to whoever has not opened it by then."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from couples import pairing, pauses
from couples.models import Couple, User
from mending import giving
from mending.models import Apology, Attempt
from privacy.context import acting_as
from reminders import ticking
from tests.mending import tales
from tests.reminders.conftest import prefer

EARLY = datetime.fromisoformat("2026-05-06T10:00:00+00:00")


@pytest.fixture
def now() -> datetime:
    """Long before the quiet hours."""
    return EARLY


@pytest.fixture(autouse=True)
def awake(alice: User, bob: User, couple: Couple) -> None:
    for one in (alice, bob):
        prefer(one, switched_off=["check_in", "partner_joined"])


def reminded(now: datetime) -> list[str]:
    """Who gets a mail within a day and a half."""
    for minutes in (0, 60, 119, 121, 180, 300, 1000, 1500, 2000):
        ticking.tick(now=now + timedelta(minutes=minutes))
    return [one for message in mail.outbox for one in message.to]


class TestReminder:
    def test_it_goes_once_to_the_receiver(self, apology: Apology, bob: User, now: datetime) -> None:
        ticking.tick(now=now + timedelta(minutes=119))
        assert not mail.outbox
        assert reminded(now) == [bob.email]
        assert "apolog" not in mail.outbox[0].message().as_string().lower()

    def test_not_when_it_was_opened(self, apology: Apology, bob: User, now: datetime) -> None:
        ticking.tick(now=now)
        tales.opened(apology, bob, now=now)
        assert reminded(now) == []

    def test_nor_in_the_minute_before(self, apology: Apology, bob: User, now: datetime) -> None:
        """When it is planned already, and no plan is made anew."""
        ticking.tick(now=now + timedelta(minutes=119))
        tales.opened(apology, bob, now=now)
        ticking.tick(now=now + timedelta(minutes=121))
        assert not mail.outbox

    def test_not_when_it_was_taken_back(self, apology: Apology, alice: User, now: datetime) -> None:
        ticking.tick(now=now)
        with acting_as(alice):
            giving.take_back(apology, now=now)
        assert reminded(now) == []

    def test_not_while_the_two_rest(
        self, apology: Apology, couple: Couple, bob: User, now: datetime
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=3, now=now)
        assert reminded(now) == []

    def test_not_when_they_have_parted(
        self, apology: Apology, couple: Couple, alice: User, now: datetime
    ) -> None:
        ticking.tick(now=now)
        with acting_as(alice):
            pairing.unpair(couple, by=alice, now=now)
        assert reminded(now) == []

    def test_not_to_somebody_who_does_not_want_it(
        self, apology: Apology, bob: User, now: datetime
    ) -> None:
        prefer(bob, switched_off=["check_in", "partner_joined", "apology"])
        assert reminded(now) == []

    def test_a_rehearsal_reminds_nobody(self, couple: Couple, alice: User, now: datetime) -> None:
        tales.rehearsed(couple, alice, now=now)
        assert reminded(now) == []


class TestALine:
    """Sooner than for an apology: in a quarrel two hours are long."""

    def test_one_neutral_mail_to_the_receiver(
        self, attempt: Attempt, bob: User, now: datetime
    ) -> None:
        ticking.tick(now=now + timedelta(minutes=14))
        assert not mail.outbox
        ticking.tick(now=now + timedelta(minutes=16))
        assert reminded(now) == [bob.email]
        letter = mail.outbox[0].message().as_string().lower()
        assert not [word for word in ("line", "repair", "start over", "alice") if word in letter]

    @pytest.mark.parametrize("minutes", [0, 14])
    def test_dropped_once_it_was_opened(
        self, minutes: int, attempt: Attempt, bob: User, now: datetime
    ) -> None:
        ticking.tick(now=now + timedelta(minutes=minutes))
        tales.read(attempt, bob, now=now)
        assert reminded(now) == []

    def test_not_when_only_the_sender_has_looked(
        self, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        tales.read(attempt, alice, now=now)
        assert reminded(now) == [bob.email]

    def test_not_when_it_was_taken_back(self, attempt: Attempt, alice: User, now: datetime) -> None:
        ticking.tick(now=now)
        tales.taken_back(attempt, alice, now=now)
        assert reminded(now) == []

    def test_not_while_the_two_rest(
        self, attempt: Attempt, couple: Couple, bob: User, now: datetime
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=3, now=now)
        assert reminded(now) == []

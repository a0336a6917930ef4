"""A note that something in the settings waits: the same words as every reminder, in nobody's quiet hours."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.core import mail

from couples import journal, pairing, pauses
from couples.models import Couple, Journal, User
from leaving import erasing, exporting
from privacy.context import acting_as, as_steward
from reminders import kinds, letters, ticking
from reminders.models import Reminder
from tests.couples.lock import PIN
from tests.leaving.conftest import DAY, GRACE, ask, wish
from tests.mending import tales
from tests.reminders.conftest import prefer

HOUR = timedelta(hours=1)
TWO_DAYS = 2 * DAY
OTHERS = ["check_in", "moment", "partner_joined", "agreement"]


@pytest.fixture(autouse=True)
def nothing_else(alice: User, bob: User, couple: Couple) -> None:
    for one in (alice, bob):
        prefer(one, switched_off=OTHERS)


def notes(now: datetime) -> list[tuple[str, str]]:
    mail.outbox.clear()
    ticking.tick(now=now)
    return [(one.to[0], str(one.subject)) for one in mail.outbox]


def hers(alice: User) -> list[tuple[str, str]]:
    return [(alice.email, letters.SUBJECT)]


class TestACopy:
    def test_it_is_told_of_once_and_to_nobody_else(self, alice: User, now: datetime) -> None:
        ask(alice, now)
        assert notes(now) == hers(alice)
        assert notes(now + HOUR) == []

    def test_at_night_it_waits_for_the_morning(self, alice: User, now: datetime) -> None:
        night = now + 3 * HOUR  # half past eleven in Amsterdam
        ask(alice, night)
        assert notes(night) == []
        assert notes(night + 8 * HOUR) == hers(alice)

    def test_one_that_was_fetched_needs_no_note(self, alice: User, now: datetime) -> None:
        night = now + 3 * HOUR
        ask(alice, night)
        ticking.tick(now=night)
        with acting_as(alice):
            copy = exporting.of(alice, now=night)
            assert copy
            exporting.fetch(copy, now=night)
        assert notes(night + 8 * HOUR) == []

    def test_it_can_be_switched_off(self, alice: User, now: datetime) -> None:
        prefer(alice, switched_off=[*OTHERS, "settings"])
        ask(alice, now)
        assert notes(now) == []

    def test_a_therapist_finds_it_on_the_page(self, tess: User, now: datetime) -> None:
        ask(tess, now)
        assert notes(now) == []
        with as_steward():
            assert not Reminder.objects.filter(person=tess).exists()


class TestAnErasure:
    def test_it_is_told_of_at_once_and_two_days_before(self, alice: User, now: datetime) -> None:
        wish(alice, now)
        assert notes(now + HOUR) == hers(alice)
        assert notes(now + DAY) == []
        assert notes(now + GRACE - TWO_DAYS) == hers(alice)
        assert notes(now + GRACE) == []  # nor a goodbye, in an inbox that others may read

    def test_one_taken_back_is_not_spoken_of_again(self, alice: User, now: datetime) -> None:
        wish(alice, now)
        notes(now + HOUR)
        with acting_as(alice):
            erasing.take_back(by=alice)
        assert notes(now + GRACE - TWO_DAYS) == []

    def test_it_says_the_same_as_everything_else(self, alice: User, now: datetime) -> None:
        prefer(alice, switched_off=[], check_in_at=time(20, 30))
        wish(alice, now)
        ticking.tick(now=now + HOUR)
        assert len({(one.subject, one.body) for one in mail.outbox}) == 1
        assert "eras" not in mail.outbox[0].body


class TestAForgottenPin:
    """Whoever is in somebody’s account could say that it is forgotten, and wait."""

    @pytest.fixture(autouse=True)
    def forgotten(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            journal.lock(by=alice, pin=PIN, now=now)
            journal.forget(by=alice, now=now)

    def test_it_is_told_of_at_once_and_the_day_before(self, alice: User, now: datetime) -> None:
        assert notes(now + HOUR) == hers(alice)
        assert notes(now + DAY) == []
        assert notes(now + 2 * DAY) == hers(alice)
        assert notes(now + 3 * DAY) == []

    def test_called_off_it_is_not_spoken_of_again(self, alice: User, now: datetime) -> None:
        notes(now + HOUR)
        with acting_as(alice):
            journal.open_(by=alice, pin=PIN, now=now + HOUR)
        assert notes(now + 2 * DAY) == []

    def test_of_a_lock_that_nobody_forgot_the_house_knows_nothing(
        self, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(bob):
            journal.lock(by=bob, pin=PIN, now=now)
        with as_steward():
            assert Journal.objects.get().person_id == alice.pk


class TestNobodyHoldsItBack:
    """Neither whoever asked for it in her name, nor the other of the two, from an account of his own."""

    @pytest.fixture(params=["a wish to be forgotten", "a forgotten PIN"])
    def asked(self, request: pytest.FixtureRequest, alice: User) -> Callable[[datetime], object]:
        def forget(now: datetime) -> None:
            with acting_as(alice):
                journal.lock(by=alice, pin=PIN, now=now)
                journal.forget(by=alice, now=now)

        return forget if request.param == "a forgotten PIN" else lambda now: wish(alice, now)

    def test_by_a_rest(
        self,
        asked: Callable[[datetime], object],
        alice: User,
        bob: User,
        couple: Couple,
        now: datetime,
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=14, now=now)
        asked(now + HOUR)
        assert notes(now + HOUR) == hers(alice)

    def test_by_two_lines_that_he_sent_before(
        self,
        asked: Callable[[datetime], object],
        alice: User,
        bob: User,
        couple: Couple,
        now: datetime,
    ) -> None:
        tales.phrases_there()
        early = now - 6 * HOUR
        for at in (early, early + HOUR):
            sent = tales.tried(couple, bob, now=at)
            tales.put_away(sent, bob, now=at)
            assert notes(at + HOUR / 2) == hers(alice)
        asked(now)
        assert notes(now) == hers(alice)

    def test_by_a_switch(
        self, asked: Callable[[datetime], object], alice: User, now: datetime
    ) -> None:
        every = [kind.name for kind in kinds.every()]
        prefer(alice, switched_off=every)
        asked(now)
        assert notes(now) == hers(alice)

    def test_by_parting(
        self,
        asked: Callable[[datetime], object],
        alice: User,
        bob: User,
        couple: Couple,
        now: datetime,
    ) -> None:
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        asked(now)
        assert notes(now) == hers(alice)

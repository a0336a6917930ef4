from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from couples import pauses
from couples.models import Couple, Membership, User
from privacy.context import acting_as, as_steward
from reminders import delivering, letters, planning, ticking
from reminders.models import Reminder
from tests.reminders.conftest import Diary, prefer, row, rows

State, Because = Reminder.State, Reminder.Because


def tick(diary: Diary, couple: Couple, now: datetime) -> int:
    planning.again(couple)
    return ticking.tick(now=now)["sent"]


class TestDelivery:
    def test_it_sends_what_is_due_once(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        assert tick(diary, couple, now) == 1
        assert tick(diary, couple, now + timedelta(minutes=5)) == 0
        (letter,) = mail.outbox
        assert letter.to == [alice.email]
        sent = row(alice)
        assert (sent.state, sent.sent_at, sent.attempts) == (State.SENT, now, 1)

    def test_it_sends_nothing_before_its_time(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now + timedelta(minutes=1))
        assert tick(diary, couple, now) == 0

    def test_it_sends_two_a_day_at_most(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        for number in range(3):
            diary.note(alice, now + timedelta(seconds=number), str(number))
        assert tick(diary, couple, now + timedelta(minutes=1)) == 2
        assert [one.dropped_because for one in rows(alice)] == ["", "", Because.ENOUGH]

    def test_it_sends_two_more_on_the_next_day(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        for number in range(2):
            diary.note(alice, now, str(number))
        assert tick(diary, couple, now) == 2
        diary.note(alice, now + timedelta(days=1), "tomorrow")
        assert tick(diary, couple, now + timedelta(days=1)) == 1


class TestDropping:
    def dropped(self, person: User) -> str:
        assert not mail.outbox
        return row(person).dropped_because

    def test_it_drops_what_is_done(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        diary.over.add("one")
        assert tick(diary, couple, now) == 0
        assert self.dropped(alice) == Because.DONE

    def test_it_drops_what_is_three_hours_late(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        prefer(alice, quiet_from="00:00", quiet_to="00:00")
        diary.note(alice, now)
        planning.plan(now=now)
        assert delivering.deliver(now + timedelta(hours=3)) == 0
        assert self.dropped(alice) == Because.STALE

    def test_it_drops_what_no_longer_matters(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now, until=now + timedelta(minutes=30))
        planning.plan(now=now)
        assert delivering.deliver(now + timedelta(minutes=30)) == 0
        assert self.dropped(alice) == Because.STALE

    def test_it_drops_during_a_pause(
        self, diary: Diary, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=1, now=now)
        diary.note(alice, now)
        assert tick(diary, couple, now) == 0
        assert self.dropped(alice) == Because.PAUSED

    def test_it_drops_after_parting(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        planning.plan(now=now)
        with acting_as(alice):
            Membership.objects.filter(person=alice).update(left_at=now)
        assert delivering.deliver(now) == 0
        assert self.dropped(alice) == Because.UNPAIRED

    def test_it_drops_what_was_switched_off_since(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        planning.plan(now=now)
        prefer(alice, switched_off=["diary"])
        assert delivering.deliver(now) == 0
        assert self.dropped(alice) == Because.UNWANTED

    def test_it_drops_what_belongs_to_a_closed_account(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        with acting_as(alice):
            User.objects.filter(pk=alice.pk).update(is_active=False)
        assert tick(diary, couple, now) == 0
        assert self.dropped(alice) == Because.UNWANTED

    def test_it_never_comes_late_into_the_quiet_hours(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        planning.plan(now=now)
        assert delivering.deliver(now + timedelta(hours=2)) == 0
        assert self.dropped(alice) == Because.QUIET

    def test_it_waits_for_the_end_of_short_quiet_hours(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        planning.plan(now=now)
        prefer(alice, quiet_from="20:00", quiet_to="21:00")
        assert delivering.deliver(now) == 0
        assert delivering.deliver(now + timedelta(minutes=30)) == 1


class TestCrash:
    def claim(self, diary: Diary, person: User, now: datetime) -> delivering.Lease:
        diary.note(person, now)
        planning.plan(now=now)
        lease = delivering.Lease(now)
        assert delivering.claim(lease) == 1
        return lease

    def test_it_leaves_what_another_tick_holds(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        lease = self.claim(diary, alice, now)
        assert delivering.deliver(lease.until - timedelta(seconds=1)) == 0

    def test_it_begins_again_when_a_holder_died_before_sending(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        lease = self.claim(diary, alice, now)
        assert delivering.deliver(lease.until) == 1

    def test_a_mailbox_keeps_one_when_a_holder_died_after_sending(
        self, diary: Diary, alice: User, couple: Couple, now: datetime, post: Path
    ) -> None:
        lease = self.claim(diary, alice, now)
        (reminder,) = delivering.weigh(lease)
        delivering.mark(reminder, lease)
        with mail.get_connection() as connection:
            letters.letter(reminder, connection).send()
        assert delivering.deliver(lease.until) == 1
        assert len(list(post.glob("*.eml"))) == 1
        assert row(alice).attempts == 2

    def test_it_records_nothing_for_a_holder_whose_lease_another_has(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        late = self.claim(diary, alice, now)
        (reminder,) = delivering.weigh(late)
        assert delivering.claim(delivering.Lease(late.until)) == 1
        assert not delivering.mark(reminder, late)
        delivering.record(reminder, late)
        assert row(alice).state == State.CLAIMED
        with as_steward():
            assert not Reminder.objects.held_by(late.token).exists()


class Refusing(BaseEmailBackend):
    """A mail server that takes nothing for alice."""

    def send_messages(self, email_messages: Sequence[mail.EmailMessage]) -> int:
        for message in email_messages:
            if message.to == ["alice@example.org"]:
                raise SMTPRecipientsRefused({"alice@example.org": (550, b"alice@example.org")})
            mail.outbox.append(message)
        return len(email_messages)


class TestRefusal:
    @pytest.fixture(autouse=True)
    def post(self, settings: LazySettings) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.Refusing"

    def test_one_refused_address_keeps_no_other_waiting(
        self, diary: Diary, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        diary.note(bob, now)
        assert tick(diary, couple, now) == 1
        assert row(alice).state == State.CLAIMED
        assert row(bob).state == State.SENT

    def test_it_is_tried_five_times_and_then_no_more(
        self, diary: Diary, alice: User, couple: Couple, now: datetime
    ) -> None:
        diary.note(alice, now)
        planning.plan(now=now)
        for minutes in range(0, 85, 5):
            delivering.deliver(now + timedelta(minutes=minutes))
        assert row(alice).attempts == 5
        assert row(alice).dropped_because == Because.UNDELIVERABLE

    def test_the_log_names_no_address(
        self,
        diary: Diary,
        alice: User,
        couple: Couple,
        now: datetime,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        diary.note(alice, now)
        tick(diary, couple, now)
        assert "SMTPRecipientsRefused" in caplog.text
        assert "alice" not in caplog.text


class TestLease:
    def test_a_slow_tick_gives_back_what_it_did_not_come_to(
        self,
        diary: Diary,
        alice: User,
        bob: User,
        couple: Couple,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        diary.note(alice, now)
        diary.note(bob, now)
        planning.plan(now=now)
        freshness = iter([True, True, False, False])
        fresh = property(lambda _: next(freshness))
        monkeypatch.setattr(delivering.Lease, "is_fresh", fresh)
        assert delivering.deliver(now) == 1
        states = {row(alice).state, row(bob).state}
        assert states == {State.SENT, State.PLANNED}

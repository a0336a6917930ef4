"""Whoever is not there while the other waits gets one neutral mail."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from couples.models import Couple, User
from listening import presence
from listening.models import Session
from listening.reminding import WAITS
from listening.turns import Act
from reminders import ticking
from tests.listening import steps
from tests.listening.steps import take, up_to, walk
from tests.reminders.conftest import prefer, rows

State = Session.State
LATER = timedelta(minutes=11)


@pytest.fixture(autouse=True)
def awake(alice: User, bob: User, couple: Couple) -> None:
    for one in (alice, bob):
        prefer(one, switched_off=["check_in", "partner_joined"])


def reminded(now: datetime) -> list[str]:
    """Who gets a mail within the hour."""
    for minutes in (0, 11, 12, 30, 60):
        ticking.tick(now=now + timedelta(minutes=minutes))
    return [one for message in mail.outbox for one in message.to]


class TestReminder:
    def test_it_goes_to_both_while_neither_is_there(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        assert sorted(reminded(now)) == [alice.email, bob.email]
        assert "listen" not in mail.outbox[0].body.lower()

    def test_it_goes_to_the_one_who_is_waited_for(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        take(session, Act.READY, alice, now=now)
        assert reminded(now) == [bob.email]

    def test_it_goes_in_the_middle_too(self, session: Session, bob: User, now: datetime) -> None:
        up_to(session, State.REFLECTING, now=now)
        assert reminded(now) == [bob.email]

    def test_it_waits_for_the_end_of_a_time_out(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        up_to(session, State.REFLECTING, now=now)
        take(session, Act.PAUSE, alice, now=now)
        take(session, Act.GO_ON, alice, now=now)
        ticking.tick(now=now)
        (planned,) = [one for one in rows(bob) if one.kind == WAITS.name]
        assert planned.due_at == now + timedelta(minutes=30)

    def test_after_a_time_out_it_comes_though_the_invitation_had_one(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        take(session, Act.READY, alice, now=now)
        for when in (now, now + LATER):
            ticking.tick(now=when)
        assert len(mail.outbox) == 1
        later = now + 2 * LATER
        walk(session, Act.READY, Act.BEGIN, now=later)
        take(session, Act.PAUSE, bob, now=later)
        take(session, Act.GO_ON, alice, now=later)
        assert reminded(later) == [bob.email] * 2

    def test_it_does_not_come_once_somebody_is_back(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        up_to(session, State.SPEAKING, now=now)
        take(session, Act.PAUSE, alice, now=now)
        ticking.tick(now=now)
        walk(session, Act.GO_ON, Act.GO_ON, now=now + timedelta(minutes=25))
        ticking.tick(now=now + timedelta(minutes=31))
        assert not mail.outbox

    def test_who_sits_beside_is_not_reminded(
        self, couple: Couple, alice: User, now: datetime
    ) -> None:
        shared = steps.invited(couple, alice, now=now, way=Session.Way.ONE_DEVICE)
        ticking.tick(now=now)
        walk(shared, Act.READY, Act.READY, Act.BEGIN, Act.SAY, now=now, by=alice)
        assert reminded(now) == []

    def test_nobody_who_is_there_is_reminded(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        take(session, Act.READY, alice, now=now)
        ticking.tick(now=now)
        presence.note(session, bob, by_itself=False)
        ticking.tick(now=now + LATER)
        assert not mail.outbox

    def test_nor_once_the_step_is_taken(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        take(session, Act.READY, alice, now=now)
        ticking.tick(now=now)
        take(session, Act.READY, bob, now=now)
        ticking.tick(now=now + LATER)
        assert bob.email not in [one for message in mail.outbox for one in message.to]

    def test_asking_again_sends_no_second_one(
        self, session: Session, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        take(session, Act.READY, alice, now=now)
        ticking.tick(now=now)
        ticking.tick(now=now + LATER)
        take(session, Act.STOP, alice, now=now + LATER)
        again = steps.invited(couple, alice, now=now + 2 * LATER)
        take(again, Act.READY, alice, now=now + 2 * LATER)
        ticking.tick(now=now + 2 * LATER)
        ticking.tick(now=now + 3 * LATER)
        assert [one for message in mail.outbox for one in message.to] == [bob.email]

from datetime import datetime, timedelta

import pytest
from django.test import Client

from couples import pairing
from couples.models import Couple, User
from listening import suggesting
from listening.models import Session
from listening.turns import Act
from privacy.context import acting_as
from tests.listening import steps
from tests.listening.steps import take, up_to, walk

pytestmark = pytest.mark.usefixtures("clock")


def today(client: Client) -> str:
    return client.get("/").content.decode()


class TestToday:
    def test_the_open_one_comes_before_the_rest(
        self, session: Session, hers: Client, his: Client, now: datetime
    ) -> None:
        for client, other in ((hers, "Bob"), (his, "Alice")):
            assert f"{other} and you, a quarter of an hour." in today(client)
        up_to(session, Session.State.SPEAKING, now=now)
        assert "You are listening to each other" in today(his)

    def test_a_time_out_is_called_one(
        self, session: Session, bob: User, hers: Client, now: datetime
    ) -> None:
        up_to(session, Session.State.SPEAKING, now=now)
        take(session, Act.PAUSE, bob, now=now)
        assert "Your time-out" in today(hers)


def are_asked(person: User, now: datetime) -> bool:
    """Where nothing else comes first."""
    with acting_as(person):
        return Couple.objects.of(person).filter(suggesting.have_not_lately(person, now)).exists()


class TestLately:
    def test_two_who_have_not_are_asked(self, couple: Couple, bob: User, now: datetime) -> None:
        assert are_asked(bob, now)
        assert suggesting.listen(bob, now).url == "/listening/"

    def test_nobody_alone_is(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            pairing.couple_of(alice, now=now)
        assert not are_asked(alice, now)

    def test_nor_two_who_have(self, session: Session, bob: User, now: datetime) -> None:
        walk(session, *steps.WHOLE, now=now)
        assert not are_asked(bob, now + timedelta(days=6))
        assert are_asked(bob, now + timedelta(days=8))

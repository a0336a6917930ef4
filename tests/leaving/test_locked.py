"""A copy holds every private word: with the lock of these closed it is neither asked for nor fetched."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from couples import journal
from couples.models import Couple, User
from privacy.context import acting_as
from tests import factories
from tests.conftest import ClientOf, asked_again
from tests.leaving.conftest import made
from tests.leaving.test_pages import COPY, address, asked

PIN = "402871"
LOCK = "/settings/journal/open/"


@pytest.fixture(autouse=True)
def time_stands(time_machine: TimeMachineFixture, now: datetime) -> None:
    time_machine.move_to(now, tick=False)


@pytest.fixture
def hers(client_of: ClientOf, alice: User, couple: Couple, now: datetime) -> Client:
    """She has said that it is her; her words are locked."""
    with acting_as(alice):
        journal.lock(by=alice, pin=PIN, now=now)
    return asked_again(client_of(alice), alice)


def give_pin(client: Client, there: str) -> str:
    """Gives the address to which the lock leads on."""
    return str(client.post(there, {"pin": PIN, "next": there.partition("next=")[2]})["Location"])


class TestLocked:
    def test_asking_wants_the_pin_and_leads_back_to_the_page(self, hers: Client) -> None:
        there = hers.post(f"{COPY}ask/")["Location"]
        assert there == f"{LOCK}?next={COPY}"
        assert asked() == (0, 0)
        assert give_pin(hers, there) == COPY
        hers.post(f"{COPY}ask/")
        assert asked() == (1, 0)

    def test_fetching_wants_it_too(self, hers: Client, alice: User, now: datetime) -> None:
        url = address(made(alice, now))
        there = hers.get(url)["Location"]
        assert there == f"{LOCK}?next={url}"
        assert give_pin(hers, there) == url
        assert hers.get(url).getvalue().startswith(b"PK")

    def test_the_password_does_not_go_on_past_the_lock(
        self, client_of: ClientOf, hers: Client, alice: User, time_machine: TimeMachineFixture
    ) -> None:
        """Opened, then pressed, and closed again before the password came."""
        other = client_of(alice)
        give_pin(other, f"{LOCK}?next={COPY}")
        there = other.post(f"{COPY}ask/")["Location"]
        assert there.startswith("/account/reauthenticate/")
        other.post("/settings/journal/close/")
        answer = other.post(there, {"password": factories.PASSWORD})
        assert answer["Location"] == f"{LOCK}?next={COPY}"
        assert asked() == (0, 0)

    def test_nor_does_a_password_that_was_reset_by_mail(
        self, client_of: ClientOf, couple: Couple, bob: User, now: datetime
    ) -> None:
        """He has no lock; for three days there is one."""
        with acting_as(bob):
            journal.note_reset(bob, now=now - timedelta(days=2, hours=23))
        his = asked_again(client_of(bob), bob)
        assert his.post(f"{COPY}ask/")["Location"].startswith(LOCK)
        with acting_as(bob):
            journal.note_reset(bob, now=now - timedelta(days=3))
        assert his.post(f"{COPY}ask/")["Location"] == COPY

    def test_a_therapist_has_no_such_lock(
        self, client_of: ClientOf, tess: User, now: datetime
    ) -> None:
        with acting_as(tess):
            journal.note_reset(tess, now=now)
        client = asked_again(client_of(tess), tess)
        assert client.post(f"{COPY}ask/")["Location"] == COPY

    def test_removing_it_wants_nothing(self, hers: Client, alice: User, now: datetime) -> None:
        made(alice, now)
        assert hers.post(f"{COPY}remove/")["Location"] == COPY
        assert asked() == (0, 0)

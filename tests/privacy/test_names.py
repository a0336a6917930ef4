"""What somebody wants to be called here is for their own eyes; everybody else reads their name."""

from datetime import date, datetime

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from checkins.models import Moment
from couples import people
from couples.models import Couple, User
from privacy.context import acting_as
from tests import factories
from tests.checkins import wishes
from tests.conftest import ClientOf

CALLED = "Sunny Bear"


@pytest.fixture
def bob() -> User:
    bob = factories.person("bob")
    with acting_as(bob):
        facts = people.profile(bob) | {"called": CALLED}
        people.describe(bob, **facts)
    return bob


@pytest.fixture
def day(alice: User, bob: User, couple: Couple, tess: User, now: datetime) -> date:
    """Both have checked in, and let their therapist see everything."""
    on = now.date()
    factories.agreement(couple, tess, alice, bob, now=now)
    for one in (alice, bob):
        factories.check_in(one, couple, on, now=now, safe="mostly", note=("A word.", "both"))
    return on


def words(client: Client, *paths: str) -> str:
    return "".join(client.get(path).content.decode() for path in paths)


@pytest.fixture(autouse=True)
def time_stands(time_machine: TimeMachineFixture, now: datetime) -> None:
    time_machine.move_to(now, tick=False)


class TestWhatSomebodyIsCalled:
    def test_it_greets_them_alone(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf
    ) -> None:
        assert CALLED in words(client_of(bob), "/")
        assert CALLED not in words(client_of(alice), "/", "/us/", "/us/part/")

    def test_the_partner_reads_their_name_in_a_day(
        self, alice: User, bob: User, day: date, client_of: ClientOf
    ) -> None:
        shown = words(client_of(alice), "/", f"/history/{day}/")
        assert "Bob’s day" in shown
        assert CALLED not in shown

    def test_the_partner_reads_their_name_in_a_proposal(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        wishes.proposed(couple, bob, now=now)
        shown = words(client_of(alice), "/", "/moments/", "/rhythm/", "/rhythm/propose/")
        assert "Bob proposes a time" in shown
        assert CALLED not in shown

    def test_the_partner_reads_their_name_in_a_moment(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        moment = wishes.begun(couple, bob, alice, now=now)
        steps = [f"{moment.get_absolute_url()}?step={step}" for step in range(1, 7)]
        with acting_as(alice):
            ahead = [one.get_absolute_url() for one in Moment.objects.coming(now)]
        shown = words(client_of(alice), "/", "/moments/", *steps, *ahead)
        assert "Bob begins" in shown
        assert CALLED not in shown

    def test_the_therapist_reads_and_finds_their_name(
        self, tess: User, couple: Couple, day: date, client_of: ClientOf
    ) -> None:
        shown = words(client_of(tess), "/caseload/", f"/caseload/{couple.public_id}/")
        assert "Bob" in shown
        assert CALLED not in shown
        found = client_of(tess).post("/caseload/", {"q": "sunny"}).content.decode()
        assert "Nobody here is called" in found

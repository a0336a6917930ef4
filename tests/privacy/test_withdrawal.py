"""What is taken back is gone from the next request on, in a browser that has been open all along."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from time_machine import TimeMachineFixture

from checkins.models import Moment
from couples import agreements, pairing
from couples.models import CareLink, User
from privacy.context import acting_as, asking
from privacy.sessions import SessionStore
from tests import factories
from tests.conftest import ClientOf, with_second_factor
from tests.privacy import cast
from tests.privacy.who import World

Deed = Callable[[World], None]


@pytest.fixture
def world(world: World, now: datetime, time_machine: TimeMachineFixture) -> World:
    time_machine.move_to(now, tick=False)
    return world


def link(world: World) -> CareLink:
    found = agreements.link_of(world.couple)
    assert found is not None
    return found


def withdraw(world: World) -> None:
    cast.withdraw(world)


def end_link(world: World) -> None:
    with acting_as(world.alice):
        agreements.end(link(world), now=world.now)


def part(world: World) -> None:
    with acting_as(world.alice):
        pairing.unpair(world.couple, by=world.alice, now=world.now)


def narrow(world: World) -> None:
    """To nothing but exercises."""
    with acting_as(world.bob):
        agreements.decide(link(world), by=world.bob, kinds={"exercises"}, now=world.now)


def close(name: str) -> Deed:
    def deed(world: World) -> None:
        person: User = getattr(world, name)
        with acting_as(world.edith):
            User.objects.filter(pk=person.pk).update(is_active=False)

    return deed


def end_sessions(world: World) -> None:
    with asking(factories.AT_THE_DOOR):
        for session in Session.objects.all():
            SessionStore(session.session_key).delete()


def change_password(world: World) -> None:
    with acting_as(world.bob):
        world.bob.set_password("another long quiet evening")
        world.bob.save()


def at_work(world: World, client_of: ClientOf) -> Client:
    return with_second_factor(client_of(world.tess), world.tess)


class TestTherapist:
    @pytest.mark.parametrize("deed", [withdraw, end_link, part])
    def test_they_find_nothing_any_more(
        self, deed: Deed, world: World, client_of: ClientOf
    ) -> None:
        browser, page = at_work(world, client_of), f"/caseload/{world.couple.public_id}/"
        assert "Bob" in browser.get("/caseload/").content.decode()
        assert browser.get(page).status_code == 200
        deed(world)
        assert browser.get(page).status_code == 404
        assert browser.post(f"{page}milestones/", {"title": "A walk"}).status_code == 404
        assert "Bob" not in browser.get("/caseload/").content.decode()

    def test_what_is_no_longer_agreed_is_gone_from_the_page(
        self, world: World, client_of: ClientOf
    ) -> None:
        browser, page = at_work(world, client_of), f"/caseload/{world.couple.public_id}/"
        assert "Some words." in browser.get(page).content.decode()
        narrow(world)
        after = browser.get(page)
        assert after.status_code == 200
        assert "Some words." not in after.content.decode()
        assert browser.post(f"{page}milestones/", {"title": "A walk"}).status_code == 404


class TestPartner:
    def test_the_other_s_words_are_gone_once_they_have_parted(
        self, world: World, client_of: ClientOf
    ) -> None:
        browser, day = client_of(world.bob), f"/history/{world.now.date().isoformat()}/"
        with acting_as(world.alice):
            moment = Moment.objects.get().get_absolute_url()
        assert "Alice" in browser.get(day).content.decode()
        assert browser.get(moment).status_code == 200
        part(world)
        assert "Alice" not in browser.get(day).content.decode()
        assert "Alice" not in browser.get("/").content.decode()
        assert browser.get(moment).status_code == 404
        assert browser.post(f"{moment}mark/", {"held": "yes"}).status_code == 404


class TestAccount:
    @pytest.mark.parametrize(
        ("name", "deed"),
        [
            ("bob", close("bob")),
            ("bob", end_sessions),
            ("bob", change_password),
            ("tess", close("tess")),
            ("edith", close("edith")),
        ],
    )
    def test_its_open_pages_lead_to_the_door(
        self, name: str, deed: Deed, world: World, client_of: ClientOf
    ) -> None:
        person: User = getattr(world, name)
        browser = with_second_factor(client_of(person), person)
        assert browser.get("/settings/").status_code == 200
        deed(world)
        answer = browser.get("/settings/")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")
        assert browser.post("/settings/", {"display_name": "X"}).status_code == 302

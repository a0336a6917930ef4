"""Where one is signed in: what it shows, and that an end is one at the next request."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from couples import devices
from couples.models import User
from privacy.context import acting_as
from tests.factories import PASSWORD

PAGE = "/settings/devices/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605"
DESK = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
NEW = "another long quiet evening"


def browser(person: User, name: str = DESK, address: str = "203.0.113.7") -> Client:
    signed_in = Client(headers={"User-Agent": name}, REMOTE_ADDR=address)
    given = {"login": person.email, "password": PASSWORD}
    assert signed_in.post("/account/login/", given).status_code == 302
    return signed_in


def is_in(client: Client) -> bool:
    return client.get("/us/").status_code == 200


def shown(client: Client) -> str:
    return client.get(PAGE).content.decode()


def names(client: Client) -> list[str]:
    return re.findall(r'name="device" value="(\w+)"', shown(client))


class TestWhatItShows:
    def test_each_browser_and_when_it_was_used(self, alice: User) -> None:
        desk = browser(alice)
        browser(alice, PHONE)
        page = shown(desk)
        assert "Firefox on Linux" in page
        assert "Safari on an iPhone" in page
        assert page.count("last used") == 2
        assert len(names(desk)) == 1

    def test_no_address_and_no_key(self, alice: User) -> None:
        desk, phone = browser(alice), browser(alice, PHONE)
        page = shown(desk)
        assert "203.0.113.7" not in page
        for one in (desk, phone):
            assert one.cookies["session"].value not in page

    def test_no_address_is_kept_at_all(self, alice: User) -> None:
        browser(alice)
        with acting_as(alice):
            assert {row.ip for row in UserSession.objects.all()} == {"0.0.0.0"}  # noqa: S104 - compared, not bound

    def test_one_that_has_run_out_is_no_longer_there(self, alice: User) -> None:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            browser(alice, PHONE)
            clock.shift(timedelta(minutes=15))
            assert "iPhone" not in shown(browser(alice))

    def test_nobody_else_s(self, alice: User, bob: User) -> None:
        browser(bob, PHONE)
        assert "iPhone" not in shown(browser(alice))


class TestTheEnd:
    def test_of_one_comes_with_its_next_request(self, alice: User) -> None:
        desk, phone, other = browser(alice), browser(alice, PHONE), browser(alice)
        name = next(one.name for one in self.of(alice) if "iPhone" in one.user_agent)
        desk.post(f"{PAGE}end/", {"device": name})
        assert not is_in(phone)
        assert is_in(other)
        assert is_in(desk)

    def test_of_all_others_too(self, alice: User, bob: User) -> None:
        desk, phone, his = browser(alice), browser(alice, PHONE), browser(bob)
        desk.post(f"{PAGE}end-others/")
        assert [is_in(one) for one in (desk, phone, his)] == [True, False, True]

    def test_nobody_ends_another_s(self, alice: User, bob: User) -> None:
        hers, his = browser(alice), browser(bob)
        browser(alice, PHONE)
        his.post(f"{PAGE}end/", {"device": names(hers)[0]})
        his.post(f"{PAGE}end-others/")
        assert len(names(hers)) == 1

    @pytest.mark.parametrize("name", ["", "x", "\x00", "x" * 100_000])
    def test_of_none_is_nothing(self, name: str, alice: User) -> None:
        desk, phone = browser(alice), browser(alice, PHONE)
        assert desk.post(f"{PAGE}end/", {"device": name}).status_code == 302
        assert is_in(phone)

    def test_a_changed_password_ends_the_others_alone(self, alice: User, bob: User) -> None:
        desk, phone, his = browser(alice), browser(alice, PHONE), browser(bob)
        given: dict[str, Any] = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
        assert desk.post("/account/password/change/", given).status_code == 302
        assert not names(desk)
        assert [is_in(one) for one in (desk, phone, his)] == [True, False, True]

    def of(self, person: User) -> list[devices.Device]:
        with acting_as(person):
            return devices.of(person)

"""Guessing a password: five tries, and nobody but the one who guesses is kept out."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth as answers
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from couples.account_forms import PasskeyAfterPasswordForm, PasskeyAgainForm
from couples.models import User
from privacy.access import DENIED
from tests.conftest import ClientOf
from tests.couples.test_looks import rows
from tests.factories import PASSWORD

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"
PAGE = "/account/login/"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were really compared with a hash; the others cost no time here."""
    seen: list[str] = []

    def verify(self: object, password: str, encoded: str) -> bool:
        seen.append(password)
        return password == PASSWORD

    monkeypatch.setattr(Argon2PasswordHasher, "verify", verify)
    monkeypatch.setattr(AuthenticationBackend, "_mitigate_timing_attack", lambda *given: None)
    return seen


def signs_in(client: Client, person: User, address: str, password: str = PASSWORD) -> bool:
    given = {"login": person.email, "password": password}
    return client.post(PAGE, given, REMOTE_ADDR=address).status_code == 302


def guess(person: User, times: int, address: str = HOME) -> None:
    partner = Client()
    for number in range(times):
        assert not signs_in(partner, person, address, f"guess {number}")


def test_of_a_thousand_wrong_ones_five_were_looked_at(
    clock: Any, alice: User, looked_at: list[str]
) -> None:
    guess(alice, 1000)
    assert looked_at == [f"guess {number}" for number in range(5)]


def test_one_too_many_is_logged_without_whose(
    clock: Any, alice: User, looked_at: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    guess(alice, 6)
    (line,) = [one.getMessage() for one in caplog.records if one.name == "couples.tries"]
    assert line == "Too many tries: password"


class TestManyWrongOnes:
    @pytest.fixture(autouse=True)
    def guessed(self, clock: Any, alice: User, looked_at: list[str]) -> None:
        guess(alice, 30)

    def test_the_right_one_is_not_looked_at_either(self, alice: User, looked_at: list[str]) -> None:
        assert not signs_in(Client(), alice, HOME)
        assert PASSWORD not in looked_at

    def test_a_quarter_of_an_hour_later_it_opens_again(self, alice: User, clock: Any) -> None:
        clock.shift(timedelta(minutes=15))
        assert signs_in(Client(), alice, HOME)

    def test_from_elsewhere_it_opens_at_once(self, alice: User) -> None:
        assert signs_in(Client(), alice, ELSEWHERE)

    def test_other_accounts_open_from_here(self, alice: User, bob: User) -> None:
        assert signs_in(Client(), bob, HOME)

    def test_the_guesser_gains_nothing_by_an_address_in_other_letters(
        self, alice: User, looked_at: list[str]
    ) -> None:
        given = {"login": alice.email.upper(), "password": "another guess"}
        Client().post(PAGE, given, REMOTE_ADDR=HOME)
        assert "another guess" not in looked_at


class TestABrowserThatWasInBefore:
    @pytest.fixture
    def hers(self, clock: Any, alice: User, looked_at: list[str]) -> Client:
        browser = Client()
        assert signs_in(browser, alice, HOME)
        browser.post("/account/logout/")
        return browser

    def test_opens_whatever_another_does_at_the_same_address(
        self, hers: Client, alice: User, clock: Any
    ) -> None:
        for _ in range(4):
            guess(alice, 30)
            assert signs_in(hers, alice, HOME)
            hers.post("/account/logout/")
            clock.shift(timedelta(minutes=5))

    def test_has_five_tries_of_its_own_and_then_those_of_its_address(
        self, hers: Client, alice: User, looked_at: list[str]
    ) -> None:
        for number in range(30):
            signs_in(hers, alice, HOME, f"guess {number}")
        assert len([one for one in looked_at if one.startswith("guess")]) == 10

    def test_is_known_for_one_account_alone(
        self, hers: Client, bob: User, looked_at: list[str]
    ) -> None:
        guess(bob, 5)
        assert not signs_in(hers, bob, HOME)

    def test_a_device_that_two_share_uses_up_no_other(
        self, hers: Client, alice: User, clock: Any
    ) -> None:
        shared = Client()
        assert signs_in(shared, alice, HOME)
        shared.post("/account/logout/")
        for number in range(30):
            signs_in(shared, alice, HOME, f"guess {number}")
        assert not signs_in(shared, alice, HOME)
        assert signs_in(hers, alice, HOME)

    def test_is_kept_out_by_no_copy_of_its_mark(
        self, hers: Client, alice: User, clock: Any
    ) -> None:
        thief = Client()
        thief.cookies["known"] = hers.cookies["known"].value
        for number in range(30):
            signs_in(thief, alice, HOME, f"guess {number}")
        assert signs_in(hers, alice, ELSEWHERE)

    def test_is_known_for_ninety_days(self, hers: Client, alice: User, clock: Any) -> None:
        clock.shift(timedelta(days=90, seconds=1))
        guess(alice, 5)
        assert not signs_in(hers, alice, HOME)

    def test_keeps_its_mark_when_it_signs_in_again(self, hers: Client, alice: User) -> None:
        name = hers.cookies["known"].value.split(":")[0]
        assert signs_in(hers, alice, HOME)
        assert hers.cookies["known"].value.split(":")[0] == name

    @pytest.mark.parametrize("mark", ["", ":", "x", "x" * 64, "x:1:1", r'"\000:\366:"'])
    def test_nobody_makes_a_mark_of_their_own(self, mark: str, hers: Client, alice: User) -> None:
        guess(alice, 5)
        assert not signs_in(Client(HTTP_COOKIE=f"known={mark}"), alice, HOME)
        own = hers.cookies["known"].coded_value
        assert signs_in(Client(HTTP_COOKIE=f"known={own}"), alice, HOME)

    def test_its_mark_tells_no_name(self, hers: Client, alice: User) -> None:
        mark = hers.cookies["known"]
        assert "alice" not in mark.value
        assert mark["httponly"]

    def test_leaving_takes_the_mark_along(self, hers: Client) -> None:
        assert '"cookies"' in hers.get("/leave/").headers["Clear-Site-Data"]


class TestManyAddresses:
    def test_one_account_bears_a_hundred_in_an_hour(
        self, clock: Any, alice: User, looked_at: list[str]
    ) -> None:
        for number in range(40):
            guess(alice, 5, f"192.0.2.{number}")
        assert len(looked_at) == 100

    def test_those_of_one_home_count_as_one(
        self, clock: Any, alice: User, looked_at: list[str]
    ) -> None:
        for number in range(10):
            guess(alice, 5, f"2001:db8:0:7::{number:x}")
        assert len(looked_at) == 5

    def test_one_address_tries_sixty_in_an_hour(
        self, clock: Any, alice: User, looked_at: list[str]
    ) -> None:
        for number in range(100):
            given = {"login": f"{number}@example.org", "password": "guess"}
            Client().post(PAGE, given, REMOTE_ADDR=HOME)
        assert not signs_in(Client(), alice, HOME)
        assert signs_in(Client(), alice, ELSEWHERE)


class TestAnOpenSession:
    """Found by somebody who does not know the password."""

    WRONG = "This is not your password now."

    @pytest.fixture
    def found(self, clock: Any, alice: User, looked_at: list[str], client_of: ClientOf) -> Client:
        return client_of(alice)

    def tries(self, found: Client, old: str) -> str:
        new = "another long quiet evening"
        given = {"oldpassword": old, "password1": new, "password2": new}
        return found.post("/account/password/change/", given).content.decode()

    def test_is_no_place_to_guess(self, found: Client, looked_at: list[str], clock: Any) -> None:
        for number in range(14):
            self.tries(found, f"guess {number}")
            clock.shift(timedelta(minutes=1))
        assert looked_at == [f"guess {number}" for number in range(5)]

    def test_counts_together_with_the_door(self, found: Client, looked_at: list[str]) -> None:
        for number in range(3):
            self.tries(found, f"guess {number}")
            found.post("/account/reauthenticate/", {"password": f"again {number}"})
        assert len(looked_at) == 5

    def test_says_what_was_wrong(self, found: Client) -> None:
        assert self.WRONG in self.tries(found, "guess")

    def test_notes_it(self, found: Client, alice: User) -> None:
        self.tries(found, "guess")
        (noted,) = rows(outcome=DENIED)
        assert (noted.who, noted.kind) == (alice.pk, "account")

    def test_takes_the_right_one_as_often_as_one_likes(
        self, found: Client, alice: User, clock: Any
    ) -> None:
        for _ in range(7):
            self.tries(found, PASSWORD)
            clock.shift(timedelta(minutes=1))
        assert signs_in(Client(), alice, "127.0.0.1")


class TestTheRightOne:
    def test_counts_for_nothing(self, clock: Any, alice: User, looked_at: list[str]) -> None:
        for _ in range(20):
            assert signs_in(Client(), alice, HOME)

    def test_is_refused_while_nobody_can_count(
        self, alice: User, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without its memory the site lets nobody in, rather than anybody."""

        def silent(*args: object, **kwargs: object) -> None:
            raise ConnectionError

        client.raise_request_exception = False
        monkeypatch.setattr(type(cache._connections[cache._alias]), "add", silent)  # type: ignore[attr-defined]  # the cache behind the stand-in
        given = {"login": alice.email, "password": PASSWORD}
        assert client.post(PAGE, given).status_code == 500
        assert client.get("/us/").status_code == 302


class TestAPasskey:
    """The one that signs in alone is tried in tests/browser/test_sign_in.py."""

    @pytest.mark.parametrize("form", [PasskeyAfterPasswordForm, PasskeyAgainForm])
    def test_is_looked_at_however_many_tries_were_used_up(
        self, form: type[PasskeyAgainForm], alice: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def used_up(user: User) -> None:
            raise ValidationError("rate_limited")

        monkeypatch.setattr(webauthn, "check_rate_limit", used_up)
        monkeypatch.setattr(answers, "parse_authentication_response", lambda given: given)
        monkeypatch.setattr(answers, "complete_authentication", lambda user, given: user)
        assert form({"credential": '{"id": "a"}'}, user=alice).is_valid()

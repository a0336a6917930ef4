"""Guessing a password: five tries, and nobody but the one who guesses is kept out."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from couples.models import User
from tests.couples.test_accounts import link_in
from tests.factories import PASSWORD

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"
PAGE = "/account/login/"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were really compared with a hash."""
    seen: list[str] = []

    def verify(self: object, password: str, encoded: str) -> bool:
        seen.append(password)
        return password == PASSWORD

    monkeypatch.setattr(Argon2PasswordHasher, "verify", verify)
    return seen


def signs_in(client: Client, person: User, address: str, password: str = PASSWORD) -> bool:
    given = {"login": person.email, "password": password}
    return client.post(PAGE, given, REMOTE_ADDR=address).status_code == 302


def guess(person: User, times: int, address: str = HOME) -> None:
    partner = Client()
    for number in range(times):
        assert not signs_in(partner, person, address, f"guess {number}")


class TestAThousandWrongOnes:
    @pytest.fixture(autouse=True)
    def guessed(self, clock: Any, alice: User, looked_at: list[str]) -> None:
        guess(alice, 1000)

    def test_only_five_were_looked_at(self, looked_at: list[str]) -> None:
        assert looked_at == [f"guess {number}" for number in range(5)]

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

    def test_has_five_tries_of_its_own(
        self, hers: Client, alice: User, looked_at: list[str]
    ) -> None:
        for number in range(30):
            signs_in(hers, alice, HOME, f"guess {number}")
        assert len([one for one in looked_at if one.startswith("guess")]) == 5

    def test_is_known_for_one_account_alone(
        self, hers: Client, bob: User, looked_at: list[str]
    ) -> None:
        guess(bob, 5)
        assert not signs_in(hers, bob, HOME)

    @pytest.mark.parametrize("mark", ["", "x" * 64, "\x00"])
    def test_nobody_makes_a_mark_of_their_own(self, mark: str, hers: Client, alice: User) -> None:
        guess(alice, 5)
        forged = Client()
        forged.cookies["known"] = mark
        assert not signs_in(forged, alice, HOME)

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

    def test_one_address_tries_sixty_in_an_hour(
        self, clock: Any, alice: User, looked_at: list[str]
    ) -> None:
        for number in range(100):
            given = {"login": f"{number}@example.org", "password": "guess"}
            Client().post(PAGE, given, REMOTE_ADDR=HOME)
        assert not signs_in(Client(), alice, HOME)
        assert signs_in(Client(), alice, ELSEWHERE)


class TestAResetByMail:
    def test_lets_its_owner_in_at_once(self, clock: Any, alice: User) -> None:
        guess(alice, 5)
        visitor, new = Client(REMOTE_ADDR=HOME), "another long quiet evening"
        visitor.post("/account/password/reset/", {"email": alice.email})
        path = visitor.get(link_in(mail.outbox[0]))["Location"]
        visitor.post(path, {"password1": new, "password2": new})
        assert signs_in(visitor, alice, HOME, new)


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
        monkeypatch.setattr(type(cache._connections[cache._alias]), "add", silent)  # type: ignore[attr-defined]
        assert not signs_in(client, alice, HOME)

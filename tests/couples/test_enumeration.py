"""Whether an address has an account is told nowhere: the same bytes, and round times."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.utils import timezone

from couples.models import User
from privacy import even
from privacy.context import acting_as, asking
from privacy.passwords import Argon2PasswordHasher
from tests import factories
from tests.factories import PASSWORD

KNOWN, UNKNOWN = "alice@example.org", "zelda@example.org"
SECRET = re.compile(rb"[A-Za-z0-9]{64}")  # the token of a form
DOORS: dict[str, dict[str, str]] = {
    "/account/login/": {"login": "{}", "password": "not the one"},
    "/account/password/reset/": {"email": "{}"},
    "/account/signup/": {"email": "{}", "display_name": "Nora", "password1": PASSWORD},
}


def told(email: str, door: str, times: int = 1) -> list[Any]:
    """All that a visitor gets to see who tries this address, and then looks around."""
    client = Client()
    fields = {name: text.format(email) for name, text in DOORS[door].items()}
    answers = [client.get(door), *(client.post(door, fields) for _ in range(times))]
    if there := answers[-1].headers.get("Location"):
        answers.append(client.get(there))
    answers += [client.get(path) for path in ("/account/login/", "/", "/us/", "/account/signup/")]
    return [seen(one, email) for one in answers]


def seen(answer: Any, email: str) -> Any:
    cookies = [
        (cookie.key, len(cookie.value), cookie["max-age"], cookie["path"])
        for cookie in answer.cookies.values()
    ]
    body = SECRET.sub(b"", answer.content).replace(email.encode(), b"")
    headers = {name: value for name, value in answer.headers.items() if name != "Expires"}
    return answer.status_code, headers, cookies, body


@pytest.mark.parametrize("door", DOORS)
class TestBytes:
    def test_are_the_same(self, door: str, alice: User) -> None:
        assert told(KNOWN, door) == told(UNKNOWN, door)

    def test_are_the_same_when_tried_again(self, door: str, alice: User) -> None:
        """A sign-up makes the unknown address a known one, and a third try is one too many."""
        assert told(KNOWN, door, times=8) == told(UNKNOWN, door, times=8)

    def test_are_the_same_for_an_account_with_a_second_key(self, door: str, alice: User) -> None:
        with acting_as(alice):
            TOTP.activate(alice, generate_totp_secret())
        assert told(KNOWN, door) == told(UNKNOWN, door)

    def test_are_the_same_for_a_closed_account(self, door: str, alice: User) -> None:
        with asking(factories.AT_THE_DOOR):
            User.objects.filter(pk=alice.pk).update(is_active=False)
        assert told(KNOWN, door) == told(UNKNOWN, door)

    def test_go_with_one_mail_or_none_alike(self, door: str, alice: User) -> None:
        told(KNOWN, door)
        to_the_known = len(mail.outbox)
        told(UNKNOWN, door)
        assert len(mail.outbox) == 2 * to_the_known


class TestLetters:
    """Whoever signs somebody up who has an account can send them mail, but not much of it."""

    DOOR = "/account/signup/"

    @pytest.fixture
    def clock(self) -> Any:
        with time_machine.travel(timezone.now(), tick=False) as traveller:
            yield traveller

    def test_one_an_hour_and_the_page_does_not_show_it(self, alice: User, clock: Any) -> None:
        for _ in range(4):
            assert told(KNOWN, self.DOOR) == told(UNKNOWN, self.DOOR)
            clock.shift(timedelta(minutes=4))  # sooner allauth sends nothing to anybody
        assert self.letters() == 1
        clock.shift(timedelta(hours=1))
        told(KNOWN.upper(), self.DOOR)
        assert self.letters() == 2

    def letters(self) -> int:
        return sum(letter.to == [KNOWN] for letter in mail.outbox)

    def test_one_to_each(self, alice: User, bob: User) -> None:
        for email in (alice.email, bob.email):
            told(email, self.DOOR)
        assert len(mail.outbox) == 2


@pytest.mark.parametrize("door", DOORS)
class TestTimes:
    STEP = 0.6

    @pytest.fixture(autouse=True)
    def step(self, settings: Any) -> None:
        settings.SIGN_IN_STEP_MS = 1000 * self.STEP

    def took(self, email: str, door: str) -> float:
        fields = {name: text.format(email) for name, text in DOORS[door].items()}
        began = time.monotonic()
        Client().post(door, fields)
        return time.monotonic() - began

    def test_are_whole_steps(self, door: str, alice: User) -> None:
        for email in (KNOWN, UNKNOWN):
            steps = self.took(email, door) / self.STEP
            assert steps >= even.DOORS[door]
            assert steps % even.DOORS[door] < 0.2

    def test_a_page_that_is_only_looked_at_does_not_wait(self, door: str) -> None:
        began = time.monotonic()
        Client().get(door)
        assert time.monotonic() - began < self.STEP / 2


def test_a_sign_up_hashes_as_often_for_either(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest part of it, which might else reach into a step more for one of them alone."""
    hashed: list[str] = []
    encode = Argon2PasswordHasher.encode

    def counted(hasher: Argon2PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return str(encode(hasher, password, salt))

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted)
    told(KNOWN, "/account/signup/")
    for_the_known, hashed[:] = len(hashed), []
    told(UNKNOWN, "/account/signup/")
    assert for_the_known == len(hashed) == 1


class TestARefusal:
    def test_waits_for_nothing(self, alice: User, settings: Any) -> None:
        client, given = Client(), {"login": KNOWN, "password": "guess"}
        for _ in range(5):
            client.post("/account/login/", given)
        settings.SIGN_IN_STEP_MS = 5000
        began = time.monotonic()
        client.post("/account/login/", given)
        assert time.monotonic() - began < 2

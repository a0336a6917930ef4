"""Sign-up, sign-in and everything around it, through the pages, held by row-level security."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from couples import invitations, pairing
from couples.models import User
from privacy.context import acting_as, asking
from tests.factories import AT_THE_DOOR, PASSWORD

NEW = {
    "display_name": "Nora",
    "email": "Nora@Example.org",
    "password1": PASSWORD,
    "time_zone": "Europe/Oslo",
}
LEAKS = ("partner", "couple", "therap", "relationship", "check-in", "intima", "sex")


def link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"https?://testserver(/account/\S+)", str(message.body))
    assert found
    return str(found[1])


def find(email: str) -> User:
    with asking(AT_THE_DOOR):
        return User.objects.get(email__iexact=email)


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def sign_in_twice(client: Client, email: str) -> None:
    """What opens accounts may be changed only after the password is given once more."""
    sign_in(client, email)
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


class TestSignUp:
    def test_it_starts_after_the_mail_is_confirmed(self, client: Client) -> None:
        assert client.post("/account/signup/", NEW)["Location"] == "/account/confirm-email/"
        assert client.get("/us/").status_code == 302
        path = link_in(mail.outbox[0])
        assert client.get(path).status_code == 200
        assert client.post(path).status_code == 302
        assert client.get("/us/").status_code == 200

    def test_the_link_of_the_mail_alone_lets_nobody_in(self, client: Client) -> None:
        client.post("/account/signup/", NEW)
        elsewhere = Client()
        assert elsewhere.post(link_in(mail.outbox[0])).status_code == 302
        assert elsewhere.get("/us/").status_code == 302
        sign_in(elsewhere, NEW["email"])
        assert elsewhere.get("/us/").status_code == 200

    def test_it_takes_the_zone_of_the_browser(self, client: Client) -> None:
        client.post("/account/signup/", NEW)
        made = find("nora@example.org")
        assert (made.display_name, made.time_zone) == ("Nora", "Europe/Oslo")
        assert made.told_zone == "Europe/Oslo"

    @pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc", "UTC"])
    def test_an_unknown_zone_keeps_nobody_out(self, zone: str, client: Client) -> None:
        client.post("/account/signup/", NEW | {"time_zone": zone})
        made = find("nora@example.org")
        assert (made.time_zone, made.told_zone) == ("UTC", "")

    @pytest.mark.parametrize("zone", ["x\x00", "Z" * 1_000_000])
    def test_a_broken_zone_is_no_failure(self, zone: str, client: Client) -> None:
        assert client.post("/account/signup/", NEW | {"time_zone": zone}).status_code == 200

    @pytest.mark.parametrize("field", ["display_name", "email", "password1"])
    @pytest.mark.parametrize("words", ["", "a\x00b", "x" * 1_000_000])
    def test_what_cannot_be_gets_a_message(self, field: str, words: str, client: Client) -> None:
        page = client.post("/account/signup/", NEW | {field: words})
        if not (field == "password1" and len(words) > 1000):
            assert page.status_code == 200
            assert "field--wrong" in page.content.decode()
        assert page.status_code < 500

    def test_it_does_not_tell_that_an_address_is_taken(self, client: Client, alice: User) -> None:
        taken = client.post("/account/signup/", NEW | {"email": "ALICE@example.org"})
        assert taken["Location"] == "/account/confirm-email/"
        assert [message.subject for message in mail.outbox] == ["Moments"]
        assert find(alice.email) == alice
        with pytest.raises(IntegrityError, match="email_is_unique"), asking(AT_THE_DOOR):
            User.objects.create(email="ALICE@example.org")

    def test_it_comes_back_to_the_link_with_which_somebody_came(
        self, client: Client, alice: User
    ) -> None:
        with acting_as(alice):
            ours = pairing.couple_of(alice, now=timezone.now())
            made = invitations.invite_partner(ours, by=alice, now=timezone.now())
        path = f"/join/{invitations.token_of(made)}/"
        client.get(path)
        client.post("/account/signup/", NEW)
        response = client.post(link_in(mail.outbox[0]))
        assert response["Location"] == path
        assert client.post(path)["Location"] == "/us/"
        assert "<h2>Alice</h2>" in client.get("/us/").content.decode()


class TestSignIn:
    @pytest.mark.parametrize("email", ["alice@example.org", "ALICE@Example.ORG"])
    def test_case_does_not_matter(self, email: str, client: Client, alice: User) -> None:
        assert sign_in(client, email).status_code == 302
        assert client.get("/us/").status_code == 200

    @pytest.mark.parametrize("password", ["wrong", "", "a\x00b", "x" * 1_000_000])
    def test_a_wrong_password_gets_a_message(
        self, password: str, client: Client, alice: User
    ) -> None:
        page = sign_in(client, alice.email, password)
        assert page.status_code == 200
        assert client.get("/us/").status_code == 302

    @pytest.mark.parametrize("email", ["nobody@example.org", "a\x00b@example.org", "' OR 1=1 --"])
    def test_it_does_not_tell_who_has_an_account(
        self, email: str, client: Client, alice: User
    ) -> None:
        assert sign_in(client, email).status_code == 200

    def test_a_closed_account_stays_out(self, client: Client, alice: User) -> None:
        with asking(AT_THE_DOOR):
            User.objects.filter(pk=alice.pk).update(is_active=False)
        sign_in(client, alice.email)
        assert client.get("/us/").status_code == 302


class TestTheWordsOfAForm:
    """allauth brings its own; a person should not notice where one ends and the other begins."""

    @pytest.mark.parametrize("path", ["login", "signup", "password/reset"])
    def test_at_the_door_they_are_ours(self, path: str, client: Client) -> None:
        page = client.post(f"/account/{path}/", {}).content.decode()
        assert "E-mail address" in page
        assert "Please fill this in." in page
        assert "This field is required" not in page
        assert "placeholder" not in page

    def test_a_refused_password_is_said_in_them_too(self, client: Client, alice: User) -> None:
        page = sign_in(client, alice.email, "wrong").content.decode()
        assert "The address and the password do not belong together." in page

    @pytest.mark.parametrize("path", ["email", "password/change", "reauthenticate"])
    def test_inside_they_are_ours(self, path: str, client: Client, alice: User) -> None:
        sign_in(client, alice.email)
        page = client.post(f"/account/{path}/", {"action_add": ""}).content.decode()
        assert "Please fill this in." in page

    def test_who_is_asked_again_can_turn_back(self, client: Client, alice: User) -> None:
        """It is asked before a copy of one’s words as well, which is no danger to the account."""
        sign_in(client, alice.email)
        page = client.get("/account/reauthenticate/").content.decode()
        assert "Not now</a>" in page
        assert "protects your account" not in page


class TestReset:
    def test_a_link_works_for_an_hour(self, client: Client, alice: User) -> None:
        client.post("/account/password/reset/", {"email": alice.email})
        path = link_in(mail.outbox[0])
        assert "Location" in client.get(path).headers
        with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
            assert "Location" not in Client().get(path).headers

    def test_it_leads_to_a_new_password(self, client: Client, alice: User) -> None:
        client.post("/account/password/reset/", {"email": alice.email.upper()})
        path = client.get(link_in(mail.outbox[0]))["Location"]
        new = "another long quiet evening"
        assert client.post(path, {"password1": new, "password2": new}).status_code == 302
        assert sign_in(Client(), alice.email, new).status_code == 302
        assert sign_in(Client(), alice.email).status_code == 200

    def test_a_link_works_once(self, client: Client, alice: User) -> None:
        client.post("/account/password/reset/", {"email": alice.email})
        path = link_in(mail.outbox[0])
        new = "another long quiet evening"
        client.post(client.get(path)["Location"], {"password1": new, "password2": new})
        assert Client().get(path).status_code == 200

    def test_it_says_the_same_for_nobody(self, client: Client) -> None:
        response = client.post("/account/password/reset/", {"email": "nobody@example.org"})
        assert response["Location"] == "/account/password/reset/done/"


class TestAddresses:
    def test_a_new_address_counts_once_it_is_confirmed(self, client: Client, alice: User) -> None:
        sign_in_twice(client, alice.email)
        client.post("/account/email/", {"action_add": "", "email": "Alice@New.example"})
        client.post(link_in(mail.outbox[0]))
        client.post("/account/email/", {"action_primary": "", "email": "alice@new.example"})
        assert find("alice@new.example").pk == alice.pk

    def test_somebody_else_s_address_is_not_there_to_take(
        self, client: Client, alice: User, bob: User
    ) -> None:
        sign_in_twice(client, alice.email)
        client.post("/account/email/", {"action_primary": "", "email": bob.email})
        client.post("/account/email/", {"action_remove": "", "email": bob.email})
        assert find(bob.email).pk == bob.pk
        with acting_as(bob):
            assert EmailAddress.objects.filter(user=bob, primary=True).exists()


class TestSecondKey:
    @pytest.fixture
    def secret(self, client: Client, alice: User) -> str:
        """Set up through the page, the way alice does it."""
        sign_in_twice(client, alice.email)
        page = client.get("/account/2fa/totp/activate/").content.decode()
        found = re.search(r"\b([A-Z2-7]{32})\b", page)
        assert found
        response = client.post("/account/2fa/totp/activate/", {"code": code(found[1])})
        assert response.status_code == 302
        return found[1]

    def test_it_is_asked_for_at_the_next_sign_in(self, secret: str, alice: User) -> None:
        client = Client()
        assert sign_in(client, alice.email)["Location"].startswith("/account/2fa/authenticate/")
        assert client.get("/us/").status_code == 302
        assert (
            "field"
            in client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
        )
        assert client.get("/us/").status_code == 302

    def test_it_opens_the_account(self, secret: str, alice: User, monkeypatch: Any) -> None:
        client = Client()
        sign_in(client, alice.email)
        later = time.time() + 30
        monkeypatch.setattr("time.time", lambda: later)  # a code works once
        response = client.post("/account/2fa/authenticate/", {"code": code(secret)})
        assert response.status_code == 302
        assert client.get("/us/").status_code == 200

    def test_a_reset_by_mail_does_not_go_round_it(self, secret: str, alice: User) -> None:
        client, new = Client(), "another long quiet evening"
        client.post("/account/password/reset/", {"email": alice.email})
        path = client.get(link_in(mail.outbox[-1]))["Location"]
        client.post(path, {"password1": new, "password2": new})
        assert client.get("/us/").status_code == 302
        assert sign_in(client, alice.email, new)["Location"].startswith("/account/2fa/auth")
        assert client.get("/us/").status_code == 302

    def test_a_code_works_once(self, secret: str, alice: User, monkeypatch: Any) -> None:
        later = time.time() + 30
        monkeypatch.setattr("time.time", lambda: later)
        assert [self.opens(alice, code(secret)) for _ in range(2)] == [True, False]

    def test_so_does_a_recovery_code(self, secret: str, alice: User) -> None:
        with acting_as(alice):
            spare = RecoveryCodes.activate(alice).generate_codes()[0]
        assert [self.opens(alice, spare) for _ in range(2)] == [True, False]

    def opens(self, person: User, given: str) -> bool:
        client = Client()
        sign_in(client, person.email)
        client.post("/account/2fa/authenticate/", {"code": given})
        return bool(client.get("/us/").status_code == 200)

    def test_nobody_else_sees_it(self, secret: str, alice: User, bob: User, edith: User) -> None:
        for one in (bob, edith):
            with acting_as(one):
                assert not Authenticator.objects.exists()


class TestMail:
    def test_it_says_nothing_of_what_this_is(self, client: Client, alice: User) -> None:
        client.post("/account/signup/", NEW)
        client.post("/account/signup/", NEW | {"email": alice.email})
        client.post("/account/password/reset/", {"email": alice.email})
        client.post("/account/password/reset/", {"email": "nobody@example.org"})
        sign_in_twice(client, alice.email)
        new = "another long quiet evening"
        client.post(
            "/account/password/change/",
            {"oldpassword": PASSWORD, "password1": new, "password2": new},
        )
        assert len(mail.outbox) >= 4
        for message in mail.outbox:
            assert message.subject == "Moments"
            assert not [word for word in LEAKS if word in str(message.body).lower()], message.body

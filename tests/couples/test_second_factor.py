"""Therapists see couples only with a second key; staff are in test_staff.py."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from couples.models import Couple, User
from privacy.context import acting_as, asking
from tests import factories, pages
from tests.conftest import with_second_factor
from tests.test_rules import guards_of

BACKEND = "couples.accounts.AuthenticationBackend"


@pytest.fixture
def by_password(tess: User) -> Client:
    client = Client()
    with asking(factories.AT_THE_DOOR):
        client.force_login(tess, backend=BACKEND)
    return client


class TestATherapist:
    def test_is_asked_to_add_a_key(self, by_password: Client) -> None:
        page = by_password.get("/caseload/", follow=True)
        assert page.redirect_chain[-1][0] == "/account/2fa/"
        assert "Therapists need a second key" in page.content.decode()

    def test_is_asked_for_the_key_and_comes_back(self, by_password: Client, tess: User) -> None:
        with acting_as(tess):
            TOTP.activate(tess, generate_totp_secret())
        answer = by_password.get("/caseload/?q=Alice")
        there = "/account/2fa/reauthenticate/?next=/caseload/%3Fq%3DAlice"
        assert answer["Location"] == there

    def test_gets_nowhere_without(
        self, by_password: Client, alice: User, bob: User, tess: User, couple: Couple, now: Any
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        theirs = [one for one in pages.named() if "therapist" in guards_of(one.view)]
        assert len(theirs) > 3
        for one in theirs:
            url = one.url.replace("A" * 22, couple.public_id)
            for method in (by_password.get, by_password.post):
                assert method(url).status_code in (302, 405), url
                assert "Alice" not in method(url).content.decode()

    def test_gets_in_with_it(self, by_password: Client, tess: User) -> None:
        assert with_second_factor(by_password, tess).get("/caseload/").status_code == 200

    def test_the_key_of_another_opens_nothing(self, by_password: Client, tom: User) -> None:
        assert with_second_factor(by_password, tom).get("/caseload/").status_code == 302

    def test_the_demo_may_do_without(self, by_password: Client, settings: Any) -> None:
        settings.STAFF_SECOND_FACTOR = False
        assert by_password.get("/caseload/").status_code == 200

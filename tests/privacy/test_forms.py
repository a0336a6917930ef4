"""A form of ours is taken, a forged one is not, on pages that tell nobody where they are."""

import pytest
from django.test import Client

from couples.models import Couple, User
from tests.conftest import ClientOf

PAGE = "/us/pause/"
OURS = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def hers(client_of: ClientOf, alice: User, couple: Couple) -> Client:
    browser = client_of(alice)
    browser.handler.enforce_csrf_checks = True
    browser.get(PAGE, secure=True)
    return browser


def send(browser: Client, headers: dict[str, str]) -> int:
    given = {"days": 1, "csrfmiddlewaretoken": browser.cookies["csrf"].value}
    return browser.post(PAGE, given, headers=headers, secure=True).status_code


class TestAForm:
    def test_of_ours_is_taken(self, hers: Client) -> None:
        assert send(hers, OURS) == 302

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "null"},
            {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "null", "Sec-Fetch-Site": "same-site"},
            {"Origin": "null", "Sec-Fetch-Site": "none"},
            {"Origin": "https://example.org", "Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Site": "same-origin"},
        ],
    )
    def test_of_another_is_not(self, headers: dict[str, str], hers: Client) -> None:
        assert send(hers, headers) == 403

    def test_without_its_token_neither(self, hers: Client) -> None:
        assert hers.post(PAGE, {"days": 1}, headers=OURS, secure=True).status_code == 403

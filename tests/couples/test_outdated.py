"""Signed in again in another tab: what the old one sends is not taken, and not lost either."""

from datetime import datetime

import pytest
from django.test import Client

from checkins.models import CheckIn, Draft
from couples.models import Couple, User
from exercises import practising
from privacy.context import acting_as
from tests import factories
from tests.care.pages import page_of
from tests.checkins.pages import answers
from tests.conftest import ClientOf
from tests.exercises.conftest import published

OURS = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
WORDS = "A long day, and <b>you</b> made tea."
SHOWN = "A long day, and &lt;b&gt;you&lt;/b&gt; made tea.</textarea>"
OLD = {"csrfmiddlewaretoken": "x" * 64}


@pytest.fixture
def hers(client_of: ClientOf, alice: User, couple: Couple) -> Client:
    """Alice's browser, whose tabs have the token of another sign-in."""
    return strict(client_of(alice))


def strict(browser: Client) -> Client:
    browser.handler.enforce_csrf_checks = True
    browser.get("/settings/", secure=True)
    return browser


def send(
    browser: Client, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
) -> str:
    sent = browser.post(path, fields | OLD, headers=headers or OURS, secure=True)
    assert sent.status_code == 403
    return sent.content.decode()


class TestWhatWasSent:
    def test_a_check_in_is_shown_again_and_kept_nowhere(self, hers: Client, alice: User) -> None:
        """Whoever has signed in meanwhile may be somebody else."""
        page = send(hers, "/check-in/", answers(note=WORDS, appreciation="The soup."))
        assert SHOWN in page
        assert "The soup.</textarea>" in page
        assert 'href="/check-in/"' in page
        with acting_as(alice):
            assert not Draft.objects.exists()
            assert not CheckIn.objects.exists()

    def test_an_answer_in_an_exercise_too(self, hers: Client, alice: User, now: datetime) -> None:
        version = published("a-true-thank-you", "read", "write", now=now)
        with acting_as(alice):
            sitting = practising.start(version, by=alice, now=now)
        step = f"/exercises/own/{sitting.public_id}/2/"
        page = send(hers, step, {"words": WORDS})
        assert SHOWN in page
        assert f'href="{step}"' in page

    def test_and_what_is_told_a_therapist_alone(self, hers: Client) -> None:
        assert SHOWN in send(hers, "/yourself/", {"words": WORDS})

    def test_a_milestone_leads_back_to_the_page_of_the_couple(
        self,
        client_of: ClientOf,
        couple: Couple,
        alice: User,
        bob: User,
        tess: User,
        now: datetime,
    ) -> None:
        factories.agreement(couple, tess, alice, bob, now=now)
        sent = {"title": WORDS, "line": ""}
        page = send(strict(client_of(tess)), f"{page_of(couple)}milestones/", sent)
        assert page.count("</textarea>") == 1
        assert f'href="{page_of(couple)}"' in page

    def test_a_password_is_not(self, client: Client) -> None:
        sent = {"login": "alice@example.org", "password": "a long quiet evening"}
        page = send(strict(client), "/account/login/", sent)
        assert "a long quiet evening" not in page
        assert "Please send that again" in page


class TestAForgedForm:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "null"},
            {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "null", "Sec-Fetch-Site": "same-site"},
            {"Origin": "https://example.org", "Sec-Fetch-Site": "same-origin"},
            {"Origin": "https://example.org"},
            {"Sec-Fetch-Site": "none"},
            {"Accept": "text/html"},
        ],
    )
    def test_does_not_speak_through_our_page(self, headers: dict[str, str], hers: Client) -> None:
        assert "<textarea" not in send(hers, "/check-in/", answers(note=WORDS), headers)

    def test_of_an_older_browser_the_origin_tells_ours(self, hers: Client) -> None:
        ours = {"Origin": "https://testserver"}
        assert SHOWN in send(hers, "/check-in/", answers(note=WORDS), ours)

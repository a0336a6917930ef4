from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from couples.models import Couple, User
from exercises import finding
from exercises.finding import Question
from exercises.models import ExerciseVersion
from privacy.context import acting_as
from tests.conftest import ClientOf
from tests.exercises.conftest import draft, lesson, published

ANY = {"words": "", "need": "", "minutes": "", "kind": ""}


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture(autouse=True)
def shelf(thanks: ExerciseVersion, now: datetime) -> None:
    """Beside the thank-you of eight minutes: a walk of two, a lesson, and a draft."""
    walk = {"kind": "doing", "needs": ["calm", "rest"]}
    published("a-walk", "do", now=now, place=walk)
    lesson("words-for-needs", now=now, needs=("words",))
    draft("a-secret-walk", "do", now=now, place=walk)


class TestFinding:
    @pytest.mark.parametrize(
        ("question", "titles"),
        [
            (Question(), ["A True Thank You", "A Walk", "Words For Needs"]),
            (Question(words="WALK"), ["A Walk"]),
            (Question(words="you  true"), ["A True Thank You"]),
            (Question(words="summary walk"), ["A Walk"]),
            (Question(words="Text 1"), []),
            (Question(need="calm"), ["A Walk"]),
            (Question(minutes=5), ["A Walk", "Words For Needs"]),
            (Question(kind="lesson"), ["Words For Needs"]),
            (Question(kind="lesson", need="calm"), []),
        ],
    )
    def test_it_finds_what_fits(self, alice: User, question: Question, titles: list[str]) -> None:
        with acting_as(alice):
            found = finding.find(question, by=alice)
        assert [one.title for one in found] == titles


class TestTheAddress:
    def test_it_opens_for_whoever_asked_and_for_nobody_else(
        self, alice: User, bob: User, couple: Couple
    ) -> None:
        asked = Question(words="no wish for touch", need="room", minutes=8)
        with acting_as(alice):
            address = finding.sealed(asked, by=alice)
            assert finding.opened(address, by=alice) == asked
        with acting_as(bob):
            assert finding.opened(address, by=bob) is None

    def test_it_does_not_even_say_how_much_was_asked(self, alice: User) -> None:
        with acting_as(alice):
            short, long = (
                finding.sealed(one, by=alice) for one in (Question(), Question(words="x" * 60))
            )
        assert len(short) == len(long)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @example(address="_" * 60)  # names a key beyond what the database counts to
    @given(address=st.text(max_size=60) | st.binary(max_size=60).map(bytes.hex))
    def test_any_other_address_opens_nothing(self, alice: User, address: str) -> None:
        with acting_as(alice):
            assert finding.opened(address, by=alice) is None

    def test_nor_does_one_that_was_changed(self, alice: User) -> None:
        with acting_as(alice):
            address = finding.sealed(Question(), by=alice)
            for place in (0, 5, 30, len(address) - 2):
                other = "A" if address[place] != "A" else "B"
                changed = address[:place] + other + address[place + 1 :]
                assert finding.opened(changed, by=alice) is None


class TestItsPage:
    @pytest.fixture
    def browser(self, alice: User, couple: Couple, client_of: ClientOf) -> Client:
        return client_of(alice)

    def find(self, browser: Client, **asked: str) -> Any:
        return browser.post("/exercises/find/", ANY | asked, follow=True)

    def test_nothing_that_was_asked_stands_in_an_address(self, browser: Client) -> None:
        answer = self.find(browser, words="walk", need="calm", kind="doing", minutes="5")
        (address, _) = answer.redirect_chain[-1]
        assert not [word for word in ("walk", "calm", "doing", "=", "?") if word in address]
        assert "A Walk" in text(answer)
        assert "A True Thank You" not in text(answer)

    def test_it_can_be_opened_again_with_the_question_in_its_form(self, browser: Client) -> None:
        (address, _) = self.find(browser, words="walk", need="calm").redirect_chain[-1]
        page = text(browser.get(address))
        assert 'value="walk"' in page
        assert '<option value="calm" selected>' in page

    def test_it_invites_when_nothing_fits(self, browser: Client) -> None:
        page = text(self.find(browser, words="skydiving"))
        assert "Nothing fits all of that" in page
        assert "Look at everything" in page

    def test_to_ask_for_nothing_shows_everything(self, browser: Client) -> None:
        assert self.find(browser).redirect_chain == [("/exercises/", 302)]

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            ({"words": "x" * 61}, "at most 60 characters"),
            ({"need": "money"}, "Select a valid choice"),
            ({"minutes": "-1"}, "Select a valid choice"),
            ({"kind": "\0"}, "Select a valid choice"),
        ],
    )
    def test_what_cannot_be_asked_is_said_and_kept(
        self, browser: Client, asked: dict[str, str], message: str
    ) -> None:
        answer = self.find(browser, **{"words": "walk"} | asked)
        assert (answer.status_code, answer.redirect_chain) == (200, [])
        assert message in text(answer)
        assert f'value="{asked.get("words", "walk")}"' in text(answer)

    def test_anothers_address_is_not_found(
        self, browser: Client, bob: User, client_of: ClientOf
    ) -> None:
        (address, _) = self.find(browser, words="walk").redirect_chain[-1]
        assert client_of(bob).get(address).status_code == 404

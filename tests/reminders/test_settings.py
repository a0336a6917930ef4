from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.http.response import HttpResponseBase

from couples import pauses
from couples.models import Couple, User
from privacy.context import acting_as
from reminders.models import Preferences
from tests.conftest import ClientOf
from tests.reminders.conftest import rows

URL = "/settings/reminders/"
GOOD = {
    "wanted": ["check_in"],
    "check_in_at": "19:15",
    "quiet_from": "21:00",
    "quiet_to": "08:00",
}


@pytest.fixture(autouse=True)
def at_noon(now: datetime) -> Iterator[None]:
    with time_machine.travel(now.replace(hour=10), tick=False):
        yield


def mine(person: User) -> Preferences:
    with acting_as(person):
        return Preferences.objects.get()


def text(response: HttpResponseBase) -> str:
    return bytes(getattr(response, "content", b"")).decode()


class TestPage:
    def test_it_shows_what_is_chosen_and_whose_clock_counts(
        self, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        page = text(client_of(alice).get(URL))
        assert 'value="20:00"' in page
        assert "Europe/Amsterdam" in page

    def test_it_keeps_a_choice_and_shows_when_it_comes(
        self, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        client = client_of(alice)
        assert client.post(URL, GOOD).headers["Location"] == URL
        kept = mine(alice)
        assert (kept.check_in_at, kept.quiet_from, kept.quiet_to) == (
            time(19, 15),
            time(21),
            time(8),
        )
        assert "check_in" not in kept.switched_off
        assert "partner_joined" in kept.switched_off
        assert "Wednesday 6 May, 19:15" in text(client.get(URL))

    def test_it_says_nothing_about_what_comes(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf
    ) -> None:
        client = client_of(alice)
        client.post(URL, GOOD)
        coming = text(client.get(URL)).partition("What comes next")[2]
        assert "check" not in coming.lower()
        assert bob.display_name not in coming

    def test_it_plans_nothing_for_somebody_who_wants_nothing(
        self, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        client = client_of(alice)
        client.post(URL, GOOD)
        client.post(URL, GOOD | {"wanted": []})
        assert rows(alice) == []
        assert "Nothing in the next two days." in text(client.get(URL))

    def test_it_moves_the_same_day_to_another_hour(
        self, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        client = client_of(alice)
        client.post(URL, GOOD)
        client.post(URL, GOOD | {"check_in_at": "18:00"})
        assert [row.local_at for row in rows(alice)] == ["2026-05-06T18:00", "2026-05-07T18:00"]

    def test_it_tells_of_a_rest(
        self, alice: User, couple: Couple, client_of: ClientOf, now: datetime
    ) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=3, now=now - timedelta(days=1))
        assert "rest until 8 May" in text(client_of(alice).get(URL))

    def test_it_is_for_partners_only(self, tess: User, client_of: ClientOf) -> None:
        assert client_of(tess).get(URL).status_code == 404


class TestMistakes:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"check_in_at": "25:00"}, "Give a time like 20:00."),
            ({"check_in_at": ""}, "Give a time like 20:00."),
            ({"quiet_to": "\0"}, "Give a time like 20:00."),
            ({"quiet_from": "9" * 1_000_000}, "Give a time like 20:00."),
            ({"wanted": ["\0"]}, "Choose from the list."),
            ({"check_in_at": "23:00"}, "This lies in your quiet hours"),
        ],
    )
    def test_it_says_what_is_wrong_and_keeps_what_was_typed(
        self,
        wrong: dict[str, object],
        message: str,
        alice: User,
        couple: Couple,
        client_of: ClientOf,
    ) -> None:
        response = client_of(alice).post(URL, GOOD | {"check_in_at": "19:45"} | wrong)
        assert response.status_code == 200
        page = text(response)
        assert message in page
        assert "check_in_at" in wrong or 'value="19:45"' in page
        assert mine(alice).check_in_at == time(20)

    def test_it_lets_the_hour_be_quiet_when_no_check_in_is_wanted(
        self, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        quiet = GOOD | {"check_in_at": "23:00", "wanted": ["partner_joined"]}
        assert client_of(alice).post(URL, quiet).status_code == 302

"""How much one person may send in a minute."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from couples.models import Couple, User
from tests.conftest import ClientOf
from tests.couples.test_frame import Page, ways_out

PAGE = "/us/pause/end/"


@pytest.fixture
def clock(now: datetime) -> Any:
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hers(clock: Any, settings: Any, alice: User, couple: Couple, client_of: ClientOf) -> Client:
    settings.SENT_A_MINUTE = 5
    browser = client_of(alice)
    assert [browser.post(PAGE).status_code for _ in range(5)] == [302] * 5
    return browser


class TestTheSixth:
    def test_is_refused_in_words_with_ways_out(self, hers: Client) -> None:
        refused = hers.post(PAGE)
        assert refused.status_code == 429
        assert "That was a lot at once" in refused.content.decode()
        ways_out(Page(refused.content.decode()))

    def test_shows_the_words_again(self, hers: Client) -> None:
        refused = hers.post("/check-in/", {"note": "Typed with care.", "closeness": "7"})
        assert refused.status_code == 429
        assert "Typed with care." in refused.content.decode()
        assert 'href="/check-in/"' in refused.content.decode()

    def test_a_minute_later_goes_through(self, hers: Client, clock: Any) -> None:
        clock.shift(timedelta(minutes=1))
        assert hers.post(PAGE).status_code == 302

    def test_of_another_goes_through(self, hers: Client, bob: User, client_of: ClientOf) -> None:
        assert client_of(bob).post(PAGE).status_code == 302

    def test_keeps_nobody_from_reading_or_leaving(self, hers: Client) -> None:
        assert hers.get("/us/").status_code == 200
        assert hers.post("/leave/").status_code == 302


def test_a_visitor_is_counted_at_the_door_alone(client: Client, settings: Any) -> None:
    settings.SENT_A_MINUTE = 1
    assert [client.post("/account/login/").status_code for _ in range(3)] == [200] * 3

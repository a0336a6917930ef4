"""The list of devices forgets sessions that are gone, and no other."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from couples.models import User
from privacy import tasks
from privacy.context import acting_as
from tests.factories import PASSWORD


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def signs_in(person: User) -> Client:
    browser = Client()
    given = {"login": person.email, "password": PASSWORD}
    assert browser.post("/account/login/", given).status_code == 302
    return browser


def listed(person: User) -> set[str]:
    with acting_as(person):
        return set(UserSession.objects.values_list("session_key", flat=True))


class TestEveryNight:
    def test_what_has_run_out_goes(self, alice: User, clock: Any) -> None:
        signs_in(alice)
        clock.shift(timedelta(hours=25))
        assert listed(alice)
        tasks.forget_sessions()
        assert not listed(alice)

    def test_what_may_still_send_its_words_stays(self, alice: User, clock: Any) -> None:
        browser = signs_in(alice)
        clock.shift(timedelta(hours=23))
        tasks.forget_sessions()
        assert listed(alice) == {browser.cookies["session"].value}

    def test_so_does_one_that_is_just_beginning(self, alice: User, clock: Any) -> None:
        with acting_as(alice):
            row = {"user": alice, "ip": "127.0.0.1", "session_key": "not yet there"}
            UserSession.objects.create(**row, user_agent="", data={})
        tasks.forget_sessions()
        assert len(listed(alice)) == 1
        clock.shift(timedelta(hours=2))
        tasks.forget_sessions()
        assert not listed(alice)

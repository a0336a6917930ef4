"""When a session ends by itself, and that an end is an end."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from couples.models import Couple, User
from privacy import tasks
from privacy.context import asking
from privacy.sessions import SEEN, SessionStore
from tests import factories
from tests.conftest import ClientOf

PAGE = "/us/"
ONE_MINUTE = timedelta(minutes=1)


def is_in(browser: Client) -> bool:
    return browser.get(PAGE).status_code == 200


def key_of(browser: Client) -> str:
    return browser.cookies["session"].value


@pytest.fixture
def clock(now: datetime) -> Any:
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hers(clock: Any, alice: User, couple: Couple, client_of: ClientOf) -> Client:
    return client_of(alice)


class TestIdle:
    @pytest.mark.parametrize(("minutes", "stays"), [(14, True), (15, False), (600, False)])
    def test_fifteen_minutes_without_a_step_are_the_end(
        self, minutes: int, stays: bool, hers: Client, clock: Any
    ) -> None:
        assert is_in(hers)
        clock.shift(minutes * ONE_MINUTE)
        assert is_in(hers) == stays

    def test_every_step_counts(self, hers: Client, clock: Any) -> None:
        for _ in range(6):
            clock.shift(14 * ONE_MINUTE)
            assert is_in(hers)

    def test_an_end_is_not_taken_back(self, hers: Client, clock: Any) -> None:
        clock.shift(15 * ONE_MINUTE)
        for _ in range(3):
            assert not is_in(hers)

    @pytest.mark.parametrize(
        ("path", "headers"),
        [("/live/moments/" + "A" * 22, {}), (PAGE, {"HX-Request": "true", "HX-Target": "guide"})],
    )
    def test_what_a_page_asks_by_itself_does_not(
        self, path: str, headers: dict[str, str], hers: Client, clock: Any
    ) -> None:
        for _ in range(2):
            clock.shift(10 * ONE_MINUTE)
            hers.get(path, headers=headers)
        assert not is_in(hers)

    def test_the_minutes_are_a_setting(self, hers: Client, clock: Any, settings: Any) -> None:
        settings.SESSION_IDLE_SECONDS = 60
        clock.shift(ONE_MINUTE)
        assert not is_in(hers)

    def test_a_lost_memory_is_the_end(self, hers: Client) -> None:
        assert is_in(hers)
        cache.clear()
        assert not is_in(hers)

    def test_a_silent_redis_lets_nobody_in(
        self, hers: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def silent(*args: object) -> None:
            raise ConnectionError

        with monkeypatch.context() as patched:
            patched.setattr(type(cache._connections[cache._alias]), "get_many", silent)  # type: ignore[attr-defined]  # the cache behind the stand-in
            assert not is_in(hers)
        assert is_in(hers)


class TestAbsolute:
    def test_twelve_hours_are_the_end_however_busy(self, hers: Client, clock: Any) -> None:
        for _ in range(71):
            clock.shift(10 * ONE_MINUTE)
            assert is_in(hers)
        clock.shift(10 * ONE_MINUTE)
        assert not is_in(hers)

    def test_a_session_without_a_beginning_is_over(self, hers: Client) -> None:
        session = hers.session
        del session["signed_in_at"]
        session.save()
        assert not is_in(hers)

    def test_each_sign_in_makes_a_key_of_its_own(self, hers: Client, alice: User) -> None:
        before = key_of(hers)
        given = {"login": alice.email, "password": factories.PASSWORD}
        keys = {before}
        for browser in (Client(), Client(), hers):
            browser.cookies["session"] = before  # laid there by somebody else
            hers.post("/account/logout/")
            assert browser.post("/account/login/", given).status_code == 302
            keys.add(key_of(browser))
        assert len(keys) == 4

    def test_signing_in_again_begins_anew(
        self, hers: Client, alice: User, clock: Any, client_of: ClientOf
    ) -> None:
        clock.shift(11 * 60 * ONE_MINUTE)
        again = client_of(alice)
        clock.shift(14 * ONE_MINUTE)
        assert is_in(again)


class TestPrice:
    def test_keeping_the_time_asks_the_database_nothing(self, hers: Client, clock: Any) -> None:
        is_in(hers)
        with CaptureQueriesContext(connection) as at_once:
            is_in(hers)
        clock.shift(5 * ONE_MINUTE)
        with CaptureQueriesContext(connection) as later:
            is_in(hers)
        assert len(later) == len(at_once)
        assert not [one for one in later.captured_queries if "django_session" in one["sql"]]

    def test_the_time_is_written_twice_a_minute_at_most(self, hers: Client, clock: Any) -> None:
        is_in(hers)
        seen = cache.get(SEEN + key_of(hers))
        clock.shift(timedelta(seconds=29))
        is_in(hers)
        assert cache.get(SEEN + key_of(hers)) == seen
        clock.shift(timedelta(seconds=1))
        is_in(hers)
        assert cache.get(SEEN + key_of(hers)) == seen + 30


class TestEnd:
    def test_it_holds_though_a_request_had_read_the_session_before(self, hers: Client) -> None:
        """Ended in a transaction that is still open, while another request fills the cache anew."""
        key = key_of(hers)
        late = SessionStore(key)
        data = late.load()
        with transaction.atomic(), asking(factories.AT_THE_DOOR):
            SessionStore().delete(key)
            cache.set(late.cache_key, data)
            cache.set(SEEN + key, timezone.now().timestamp())
        assert not is_in(hers)

    def test_a_session_that_slept_is_ended_by_the_next_sign_in(
        self, hers: Client, alice: User, clock: Any
    ) -> None:
        slept = key_of(hers)
        clock.shift(20 * ONE_MINUTE)
        hers.post("/account/login/", {"login": alice.email, "password": factories.PASSWORD})
        assert is_in(hers)
        assert key_of(hers) != slept
        with asking(factories.AT_THE_DOOR):
            assert not SessionStore().exists(slept)

    @pytest.mark.parametrize("broken", [("set",), ("delete",), ("set", "delete", "get_many")])
    def test_leaving_leads_away_though_redis_is_gone(
        self, broken: tuple[str, ...], hers: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def silent(*args: object, **kwargs: object) -> None:
            raise ConnectionError

        with monkeypatch.context() as patched:
            for name in broken:
                patched.setattr(type(cache._connections[cache._alias]), name, silent)  # type: ignore[attr-defined]  # the cache behind the stand-in
            answer = hers.get("/leave/")
        assert answer.status_code == 302
        assert "cookies" in answer["Clear-Site-Data"]
        assert answer.cookies["session"].value == ""

    def test_a_browser_that_left_is_out_with_whatever_it_asks_for_next(self, hers: Client) -> None:
        """The request that was to end the session was lost with the line."""
        elsewhere = Client()
        elsewhere.cookies["session"] = key_of(hers)
        hers.cookies["left"] = "yes"
        answer = hers.get(PAGE)
        assert answer.status_code == 302
        assert [answer.cookies[name].value for name in ("left", "session")] == ["", ""]
        assert not is_in(elsewhere)

    def test_leaving_ends_it_asleep_or_not(self, hers: Client, clock: Any) -> None:
        slept = key_of(hers)
        clock.shift(20 * ONE_MINUTE)
        hers.get("/leave/")
        assert SessionStore(slept).asleep is None


class TestForgetting:
    def test_what_has_expired_is_removed_every_night(self, hers: Client, clock: Any) -> None:
        scheduled = {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()}
        assert tasks.forget_sessions.name in scheduled
        old = SessionStore()
        old["place"] = "/"
        old.save()
        clock.shift(timedelta(seconds=settings.SESSION_COOKIE_AGE - 1))
        tasks.forget_sessions()
        assert SessionStore().exists(str(old.session_key))
        clock.shift(timedelta(seconds=2))
        tasks.forget_sessions()
        with asking(factories.AT_THE_DOOR):
            assert not Session.objects.exists()

"""The stream itself, without a server around it; and who it is asked for."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, aclosing
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from couples import live, streams, subscriptions
from couples.models import User
from couples.streams import Stream
from privacy.context import acting_as
from privacy.sessions import SEEN
from tests import factories
from tests.conftest import ClientOf
from tests.shut_out import Guest, guest


async def first(many: int, stream: Stream) -> list[bytes]:
    heard: list[bytes] = []
    async with aclosing(stream.words()) as words:
        async for word in words:
            heard.append(word)
            if len(heard) == many:
                break
    return heard


class TestTheStream:
    def test_it_begins_with_a_nudge_and_then_only_says_that_it_is_there(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(streams, "HEARTBEAT", 0.5)
        heard = asyncio.run(first(3, Stream("quiet", lambda: True)))
        assert heard == [streams.CHANGED, streams.STILL_HERE, streams.STILL_HERE]

    def test_it_ends_by_itself_so_that_the_browser_is_asked_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(streams, "HEARTBEAT", 0.5)
        monkeypatch.setattr(streams, "LIFETIME", 2)
        heard = asyncio.run(first(100, Stream("quiet", lambda: True)))
        assert 2 <= len(heard) < 10

    def test_it_outlives_the_timeout_of_one_answer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(subscriptions, "TIMEOUT", 0.2)
        monkeypatch.setattr(streams, "HEARTBEAT", 0.6)
        heard = asyncio.run(first(3, Stream("quiet", lambda: True)))
        assert heard[-1] == streams.STILL_HERE

    def test_it_ends_without_a_word_when_the_person_may_no_longer_listen(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(streams, "HEARTBEAT", 0.5)
        answers = iter([True, True, False])
        heard = asyncio.run(first(100, Stream("quiet", lambda: next(answers))))
        assert heard == [streams.CHANGED, streams.STILL_HERE]


class TestNudges:
    def test_one_that_comes_while_it_asks_is_not_lost(self) -> None:
        questions = iter(range(9))

        def ask() -> bool:
            if next(questions) == 0:
                live.send("busy")
                time.sleep(0.3)  # it has arrived
            return True

        assert asyncio.run(first(2, Stream("busy", ask))) == [streams.CHANGED] * 2

    def test_a_second_page_is_told_to_look_as_the_first_was(self) -> None:
        async def one_after_the_other() -> tuple[list[bytes], list[bytes]]:
            async with aclosing(Stream("shared", lambda: True).words()) as words:
                heard = [await anext(words)]
                return heard, await first(1, Stream("shared", lambda: True))

        assert asyncio.run(one_after_the_other()) == ([streams.CHANGED], [streams.CHANGED])

    def test_all_of_a_process_take_one_line(self, settings: Settings) -> None:
        with guest() as user:
            settings.REDIS_URL = user.url
            lines = asyncio.run(lines_of(user, many=20))
        assert lines == 1

    def test_after_a_line_has_dropped_it_looks_what_was_said_meanwhile(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(subscriptions, "AGAIN", 30.0)
        with guest() as user:
            settings.REDIS_URL = user.url
            heard = asyncio.run(heard_around(user.drop))
        assert heard == [streams.CHANGED, streams.CHANGED]

    def test_without_a_line_it_looks_by_itself_and_hears_again_when_there_is_one(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(subscriptions, "AGAIN", 0.2)
        with guest() as user:
            settings.REDIS_URL = user.url
            heard = asyncio.run(heard_around(lambda: user.shut_out("-@pubsub"), more=3))
            assert heard == [streams.CHANGED] * 4
            user.allow("+@all")
            monkeypatch.setattr(subscriptions, "AGAIN", 30.0)
            heard = asyncio.run(heard_around(lambda: user.redis.publish("line", "")))
        assert heard == [streams.CHANGED, streams.CHANGED]


async def lines_of(user: Guest, *, many: int) -> int:
    """How many clients of Redis listen while so many streams are open."""
    async with AsyncExitStack() as stack:
        for number in range(many):
            words = Stream(f"one of many {number}", lambda: True).words()
            await anext(await stack.enter_async_context(aclosing(words)))
        clients: Any = user.redis.client_list(_type="pubsub")
        return sum(one["user"] == user.name for one in clients)


async def heard_around(happens: Callable[[], object], more: int = 1) -> list[bytes]:
    """The first word, and those that come of what happens then."""
    async with aclosing(Stream("line", lambda: True).words()) as words:
        heard = [await anext(words)]
        happens()
        return heard + [await asyncio.wait_for(anext(words), 5) for _ in range(more)]


class TestWhoListens:
    """An open page asks again and again who it is; nobody has done anything meanwhile."""

    @pytest.fixture
    def browser(self, clock: Any, alice: User, client_of: ClientOf) -> Client:
        return client_of(alice)

    def test_listening_keeps_no_session_awake(
        self, browser: Client, alice: User, clock: Any
    ) -> None:
        key = browser.session.session_key
        seen = SEEN + str(key)
        before = cache.get(seen)
        clock.shift(timedelta(seconds=60))
        with live.listener(key) as person:
            assert person == alice
        assert cache.get(seen) == before
        clock.shift(timedelta(minutes=14))
        with live.listener(key) as person:
            assert person is None

    def test_nor_does_the_list_of_devices_that_of_another(
        self, client: Client, alice: User, clock: Any
    ) -> None:
        client.post("/account/login/", {"login": alice.email, "password": factories.PASSWORD})
        seen = SEEN + str(client.session.session_key)
        before = cache.get(seen)
        clock.shift(timedelta(seconds=60))
        with acting_as(alice):
            assert UserSession.objects.purge_and_list(alice)
        assert cache.get(seen) == before

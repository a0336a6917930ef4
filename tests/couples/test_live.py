"""The stream itself, without a server around it; and who it is asked for."""

import asyncio
from contextlib import aclosing
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from couples import live, streams, subscriptions
from couples.models import User
from couples.streams import Stream
from privacy.context import acting_as
from privacy.sessions import SEEN
from tests import factories
from tests.conftest import ClientOf


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
        monkeypatch.setattr(streams, "HEARTBEAT", 0.05)
        heard = asyncio.run(first(3, Stream("quiet", lambda: True)))
        assert heard == [streams.CHANGED, streams.STILL_HERE, streams.STILL_HERE]

    def test_it_ends_by_itself_so_that_the_browser_is_asked_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(streams, "HEARTBEAT", 0.05)
        monkeypatch.setattr(streams, "LIFETIME", 0.2)
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
        monkeypatch.setattr(streams, "HEARTBEAT", 0.05)
        answers = iter([True, True, False])
        heard = asyncio.run(first(100, Stream("quiet", lambda: next(answers))))
        assert heard == [streams.CHANGED, streams.STILL_HERE]


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
        assert live.person_of(key) == alice
        assert cache.get(seen) == before
        clock.shift(timedelta(minutes=14))
        assert live.person_of(key) is None

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

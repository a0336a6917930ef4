"""The stream itself, without a server around it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from couples import live


async def first(many: int, stream: AsyncIterator[bytes]) -> list[bytes]:
    heard: list[bytes] = []
    async for words in stream:
        heard.append(words)
        if len(heard) == many:
            break
    return heard


class TestTheStream:
    def test_it_begins_with_a_nudge_and_then_only_says_that_it_is_there(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(live, "HEARTBEAT", 0.05)
        heard = asyncio.run(first(3, live.stream("quiet", lambda: True)))
        assert heard == [live.CHANGED, live.STILL_HERE, live.STILL_HERE]

    def test_it_ends_by_itself_so_that_the_browser_is_asked_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(live, "HEARTBEAT", 0.05)
        monkeypatch.setattr(live, "LIFETIME", 0.2)
        heard = asyncio.run(first(100, live.stream("quiet", lambda: True)))
        assert 2 <= len(heard) < 10

    def test_it_outlives_the_timeout_of_one_answer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(live, "TIMEOUT", 0.2)
        monkeypatch.setattr(live, "HEARTBEAT", 0.6)
        heard = asyncio.run(first(3, live.stream("quiet", lambda: True)))
        assert heard[-1] == live.STILL_HERE

    def test_it_ends_without_a_word_when_the_person_may_no_longer_listen(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(live, "HEARTBEAT", 0.05)
        answers = iter([True, False])
        heard = asyncio.run(first(100, live.stream("quiet", lambda: next(answers))))
        assert heard == [live.CHANGED, live.STILL_HERE]

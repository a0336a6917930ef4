"""What all streams of a process hear of Redis: one subscription, however many they are.

A listener is nudged when Redis has confirmed that it hears its channel, at first and after each loss of the
line: what happened before, it has to look for. While there is no line it is told to look from time to time.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakKeyDictionary

import redis
import redis.asyncio
from django.conf import settings
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

TIMEOUT = 5.0  # seconds for one answer of Redis, connecting included
SILENCE = 20.0  # seconds without a word, after which Redis is asked whether it is there
AGAIN = 3.0  # seconds between two tries to find it
A_MOMENT = 0.2  # seconds

logger = logging.getLogger(__name__)


class Listener:
    __slots__ = ("channel", "is_nudged")

    def __init__(self, channel: str) -> None:
        self.channel, self.is_nudged = channel.encode(), False

    def nudge(self) -> None:
        self.is_nudged = True


class Subscription:
    """Of one event loop; it lasts while somebody listens."""

    def __init__(self) -> None:
        self._listeners: dict[bytes, set[Listener]] = defaultdict(set)
        self._confirmed: set[bytes] = set()
        self._changed = asyncio.Event()
        self._over = asyncio.Event()
        self._parts: list[asyncio.Task[None]] = []
        self._task = asyncio.create_task(self._run())

    @property
    def is_needed(self) -> bool:
        return bool(self._listeners)

    def add(self, listener: Listener) -> None:
        self._listeners[listener.channel].add(listener)
        if listener.channel in self._confirmed:
            listener.nudge()
        self._changed.set()

    def remove(self, listener: Listener) -> None:
        others = self._listeners[listener.channel]
        others.discard(listener)
        if not others:
            del self._listeners[listener.channel]
        self._changed.set()

    async def end(self) -> None:
        """To its very end, for a server that stops would tear it apart."""
        self._over.set()
        while not self._task.done():
            _cancel(self._parts)
            await asyncio.wait([self._task], timeout=A_MOMENT)

    async def _run(self) -> None:
        while not self._over.is_set():
            try:
                async with _client() as client, client.pubsub() as line:
                    await self._follow(line)
            except (redis.RedisError, OSError):
                logger.warning("Live pages have lost their line.")
            if not self._confirmed:  # that it was lost just now is no reason to wait
                self._nudge(self._listeners)
                await self._rest()
            self._confirmed.clear()

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), AGAIN)

    async def _follow(self, line: PubSub) -> None:
        begun = asyncio.Event()
        self._parts = [
            asyncio.create_task(self._keep_asking(line, begun)),
            asyncio.create_task(self._hear(line, begun)),
        ]
        await asyncio.wait(self._parts, return_when=asyncio.FIRST_COMPLETED)
        while _cancel(
            self._parts
        ):  # redis may swallow that, so they are told until they have heard
            await asyncio.wait(self._parts, timeout=A_MOMENT)
        for part in self._parts:
            if not part.cancelled():
                part.result()

    async def _keep_asking(self, line: PubSub, begun: asyncio.Event) -> None:
        asked = await self._ask(line, set())
        begun.set()
        while not self._over.is_set():
            await self._changed.wait()
            asked = await self._ask(line, asked)

    async def _ask(self, line: PubSub, asked: set[bytes]) -> set[bytes]:
        self._changed.clear()
        wanted = set(self._listeners)
        if new := wanted - asked:
            await line.subscribe(*new)
        if old := asked - wanted:
            self._confirmed -= old
            await line.unsubscribe(*old)
        return wanted

    async def _hear(self, line: PubSub, begun: asyncio.Event) -> None:
        await begun.wait()
        while not self._over.is_set():
            message = await line.get_message(timeout=SILENCE)
            if message is None:
                await line.ping()
                message = await line.get_message(timeout=TIMEOUT)
            if message is None:
                raise redis.TimeoutError
            self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        kind, channel = message["type"], message["channel"]
        if kind == "subscribe":
            self._confirmed.add(channel)
        if kind in ("subscribe", "message"):
            self._nudge([channel])

    def _nudge(self, channels: Iterable[bytes]) -> None:
        for channel in channels:
            for listener in self._listeners.get(channel, ()):
                listener.nudge()


_subscriptions: WeakKeyDictionary[asyncio.AbstractEventLoop, Subscription] = WeakKeyDictionary()


@asynccontextmanager
async def listening(listener: Listener) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    subscription = _subscriptions.get(loop) or _subscriptions.setdefault(loop, Subscription())
    subscription.add(listener)
    try:
        yield
    finally:
        subscription.remove(listener)
        if not subscription.is_needed:
            del _subscriptions[loop]
            await subscription.end()


def _cancel(tasks: list[asyncio.Task[None]]) -> bool:
    """Whether there was one left."""
    return sum(task.cancel() for task in tasks) > 0


def _client() -> redis.asyncio.Redis:
    return redis.asyncio.Redis.from_url(
        settings.REDIS_URL,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
    )

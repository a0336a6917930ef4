"""Open pages that listen. A request ends before its stream begins: with its thread, its person, all it held.

What stays of it is a `Stream`. Before each word it asks anew whether somebody may still listen; if not
it ends, and the browser finds the door closed (decision 0023).
"""

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import cache, partial
from typing import Any, Final, Protocol, TypeVar

from django.db import DatabaseError, connections

from couples.subscriptions import Listener, listening

T = TypeVar("T")
MayListen = Callable[[], bool]
Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

HEARTBEAT = 25.0  # seconds; proxies cut lines that are silent for a minute
LIFETIME = 900.0  # seconds; then the browser comes back by itself and is asked again who it is
GONE_AFTER = 5.0  # seconds after a stream has ended, somebody who is not back has left
ASKING = 4  # threads; a question takes some milliseconds

CHANGED = b"event: changed\ndata: changed\n\n"
STILL_HERE = b": still here\n\n"
BEGIN: Final = "moments.streams"  # in the scope of a request: those that begin with its answer
START, BODY = "http.response.start", "http.response.body"

logger = logging.getLogger(__name__)


class Attendance(Protocol):
    """Whoever wants to know of a stream that it is open; called in a thread."""

    def begins(self) -> None: ...
    def goes_on(self) -> None: ...
    def ends(self) -> None: ...
    def is_gone(self) -> None: ...


class Stream(Listener):
    __slots__ = ("attendance", "is_over", "may_listen", "waits")

    def __init__(
        self, channel: str, may_listen: MayListen, attendance: Attendance | None = None
    ) -> None:
        super().__init__(channel)
        self.may_listen, self.attendance = may_listen, attendance
        self.is_over = False
        self.waits: asyncio.Future[None] | None = None

    async def words(self) -> AsyncGenerator[bytes]:
        """First a nudge, for whatever happened while the line was down; then one for each change."""
        deadline = asyncio.get_running_loop().time() + LIFETIME
        try:
            async with listening(self):
                await self._attend("begins")
                while asyncio.get_running_loop().time() < deadline:
                    nudged = await self._next(HEARTBEAT)
                    if self.is_over or not await _aside(self._asked):
                        return
                    yield CHANGED if nudged else STILL_HERE
        finally:
            self._leave()

    def nudge(self) -> None:
        super().nudge()
        self._wake()

    def end(self) -> None:
        self.is_over = True
        self._wake()

    async def _next(self, seconds: float) -> bool:
        """Whether a nudge has come since the last time, which may be before this was called."""
        if not (self.is_nudged or self.is_over):
            loop = asyncio.get_running_loop()
            self.waits = loop.create_future()
            timer = loop.call_later(seconds, self._wake)
            try:
                await self.waits
            finally:
                timer.cancel()
                self.waits = None
        nudged, self.is_nudged = self.is_nudged, False
        return nudged

    def _wake(self) -> None:
        if self.waits and not self.waits.done():
            self.waits.set_result(None)

    def _asked(self) -> bool:
        may = self.may_listen()
        if may and self.attendance:
            self.attendance.goes_on()
        return may

    async def _attend(self, what: str) -> None:
        if self.attendance:
            await _aside(getattr(self.attendance, what))

    def _leave(self) -> None:
        """Who goes from page to page is back before the others look again."""
        if self.attendance:
            _aside(self.attendance.ends)
            loop = asyncio.get_running_loop()
            loop.call_later(GONE_AFTER, _aside, self.attendance.is_gone)


class Streams:
    """Around Django: holds back an answer to which a stream belongs until all else of it is over."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.open: set[Stream] = set()
        self.is_ending = False
        self._is_told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_told:
            self._hear_of_the_end()
        begin: list[Stream] = []
        held: list[Message] = []
        answer = partial(_answer, begin, held, send)
        await self.application(scope | {BEGIN: begin}, receive, answer)
        if held:
            await send(_head(held))
            await self._go_on(begin.pop(), receive, send)

    async def _go_on(self, stream: Stream, receive: Receive, send: Send) -> None:
        leaves = asyncio.ensure_future(_leaves(stream, receive))
        self.open.add(stream)
        try:
            if not self.is_ending:
                await _speak(stream, send)
        finally:
            self.open.discard(stream)
            leaves.cancel()
        await send({"type": BODY})

    def end(self, number: int) -> None:
        """The browsers come back by themselves, to whoever is there then. The server is told once more: it
        hears through the pipe of its loop, which may have been full, and has been emptied by then.
        """
        self.is_ending = True
        asyncio.get_running_loop().call_soon(signal.raise_signal, number)
        for stream in self.open:
            stream.end()

    def _hear_of_the_end(self) -> None:
        """A server that is told to stop waits for its answers; these would last for minutes."""
        self._is_told = True
        if threading.current_thread() is threading.main_thread():
            loop = asyncio.get_running_loop()
            signal.set_wakeup_fd(signal.set_wakeup_fd(-1), warn_on_full_buffer=False)
            for number in (signal.SIGTERM, signal.SIGINT):
                before = signal.getsignal(number)
                signal.signal(number, partial(_told, loop, self, before))


def _told(
    loop: asyncio.AbstractEventLoop, streams: Streams, before: Any, number: int, frame: Any
) -> None:
    if not streams.is_ending:
        loop.call_soon_threadsafe(streams.end, number)
    if callable(before):
        before(number, frame)


async def _answer(begin: list[Stream], held: list[Message], send: Send, message: Message) -> None:
    if held or (begin and message["type"] == START and message["status"] == 200):
        held.append(message)
    else:
        await send(message)


def _head(held: list[Message]) -> Message:
    """Of what Django said, that much: it took the answer for an empty one."""
    head = held[0]
    held.clear()
    known = [(name, value) for name, value in head["headers"] if name.lower() != b"content-length"]
    return {**head, "headers": known}


async def _speak(stream: Stream, send: Send) -> None:
    async with aclosing(stream.words()) as words:
        async for word in words:
            await send({"type": BODY, "body": word, "more_body": True})


async def _leaves(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


def _aside(ask: Callable[[], T]) -> Awaitable[T | None]:
    """In a thread of the streams’ own: a few are enough for all. None where the database does not answer."""
    return asyncio.get_running_loop().run_in_executor(_threads(), _done, ask)


def _done(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except DatabaseError:
        logger.warning("A live page could not be asked for.")
        return None
    finally:
        connections.close_all()


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(ASKING, thread_name_prefix="stream")

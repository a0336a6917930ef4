"""A nudge to open pages: “something changed, look again”. Never what changed: the page asks for that.

`publish` speaks after commit; `response` streams over ASGI. A stream lives outside every transaction
and holds no database connection: it may last for minutes, and connections are few. Before each word it
asks anew whether the person may still listen; if not, it ends, and the browser finds the door closed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from functools import cache, partial
from typing import Protocol

import redis
import redis.asyncio
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.asgi import ASGIRequest
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from redis.backoff import NoBackoff
from redis.retry import Retry

from couples.models import User
from privacy.context import Asker, asking
from privacy.sessions import SessionStore

MayListen = Callable[[], bool]


class Attendance(Protocol):
    """Whoever wants to know of a stream that it is open; called in a thread, but for `ends`."""

    def begins(self) -> None: ...
    def goes_on(self) -> None: ...
    def ends(self) -> None: ...


HEARTBEAT = 25.0  # seconds; proxies cut lines that are silent for a minute
LIFETIME = 900.0  # seconds; then the browser comes back by itself and is asked again who it is
GONE_AFTER = 5.0  # seconds after a stream has ended, somebody who is not back has left
TIMEOUT = 5.0  # seconds for one answer of Redis, connecting included

CHANGED = b"event: changed\ndata: changed\n\n"
STILL_HERE = b": still here\n\n"

logger = logging.getLogger(__name__)


@cache
def client() -> redis.Redis:
    once_more = Retry(NoBackoff(), 1)
    return redis.Redis.from_url(
        settings.REDIS_URL,
        retry=once_more,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
    )


def publish(channel: str) -> None:
    """After the running transaction has committed; a Redis that is away costs a nudge, no page."""
    transaction.on_commit(partial(send, channel))


def send(channel: str) -> None:
    try:
        client().publish(channel, "changed")
    except redis.RedisError:
        logger.warning("A live page was not told of a change.")


def person_now(request: HttpRequest) -> User | None:
    """Whose request it still is: the session may have ended since it began, the account been closed."""
    again = HttpRequest()
    again.session = SessionStore(request.session.session_key)
    with asking(Asker(door=True)):
        user = get_user(again)
    return user if isinstance(user, User) else None


def response(
    request: HttpRequest,
    channel: str,
    may_listen: MayListen,
    attendance: Attendance | None = None,
) -> HttpResponseBase:
    """For a view that has already checked who may listen. Pages over WSGI cannot stream."""
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)  # tells EventSource not to try again
    return StreamingHttpResponse(
        stream(channel, may_listen, attendance),
        content_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def stream(
    channel: str, may_listen: MayListen, attendance: Attendance | None = None
) -> AsyncIterator[bytes]:
    """First a nudge, for whatever happened while the line was down; then one for each change."""
    await sync_to_async(connections.close_all)()
    listens = redis.asyncio.Redis.from_url(
        settings.REDIS_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
    )
    deadline = asyncio.get_running_loop().time() + LIFETIME
    try:
        async with listens, listens.pubsub(ignore_subscribe_messages=True) as listener:
            await listener.subscribe(channel)
            if attendance:
                await sync_to_async(attendance.begins)()
            yield CHANGED
            while asyncio.get_running_loop().time() < deadline:
                message = await listener.get_message(timeout=HEARTBEAT)
                if not await sync_to_async(_asked)(may_listen, attendance):
                    return
                yield CHANGED if message else STILL_HERE
    except redis.RedisError:  # the browser comes back, and meanwhile looks by itself
        logger.warning("A live page lost its line.")
    finally:
        if attendance:
            _tell_of_the_end(channel, attendance)


def _tell_of_the_end(channel: str, attendance: Attendance) -> None:
    """Who goes from page to page is back before the others look again."""
    loop = asyncio.get_running_loop()
    loop.run_in_executor(None, attendance.ends)
    loop.call_later(GONE_AFTER, loop.run_in_executor, None, send, channel)


def _asked(may_listen: MayListen, attendance: Attendance | None) -> bool:
    try:
        may = may_listen()
    finally:
        connections.close_all()
    if may and attendance:
        attendance.goes_on()
    return may

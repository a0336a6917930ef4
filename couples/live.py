"""A nudge to open pages: “something changed, look again”. Never what changed: the page asks for that.

`publish` speaks after commit; `response` streams over ASGI. A stream lives outside every transaction
and holds no database connection: it may last for minutes, and connections are few. Before each word it
asks anew whether the person may still listen; if not, it ends, and the browser finds the door closed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from functools import cache, partial

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

HEARTBEAT = 25.0  # seconds; proxies cut lines that are silent for a minute
LIFETIME = 900.0  # seconds; then the browser comes back by itself and is asked again who it is
TIMEOUT = 5.0  # seconds for one answer of Redis, connecting included

CHANGED = b"event: changed\ndata: changed\n\n"
STILL_HERE = b": still here\n\n"

logger = logging.getLogger(__name__)


@cache
def _publisher() -> redis.Redis:
    once_more = Retry(NoBackoff(), 1)
    return redis.Redis.from_url(
        settings.REDIS_URL,
        retry=once_more,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
    )


def publish(channel: str) -> None:
    """After the running transaction has committed; a Redis that is away costs a nudge, no page."""
    transaction.on_commit(partial(_send, channel))


def _send(channel: str) -> None:
    try:
        _publisher().publish(channel, "changed")
    except redis.RedisError:
        logger.warning("A live page was not told of a change.")


def person_now(request: HttpRequest) -> User | None:
    """Whose request it still is: the session may have ended since it began, the account been closed."""
    again = HttpRequest()
    again.session = SessionStore(request.session.session_key)
    with asking(Asker(door=True)):
        user = get_user(again)
    return user if isinstance(user, User) else None


def response(request: HttpRequest, channel: str, may_listen: MayListen) -> HttpResponseBase:
    """For a view that has already checked who may listen. Pages over WSGI cannot stream."""
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)  # tells EventSource not to try again
    return StreamingHttpResponse(
        stream(channel, may_listen),
        content_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def stream(channel: str, may_listen: MayListen) -> AsyncIterator[bytes]:
    """First a nudge, for whatever happened while the line was down; then one for each change."""
    await sync_to_async(connections.close_all)()
    client = redis.asyncio.Redis.from_url(
        settings.REDIS_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
    )
    deadline = asyncio.get_running_loop().time() + LIFETIME
    async with client, client.pubsub(ignore_subscribe_messages=True) as listener:
        await listener.subscribe(channel)
        yield CHANGED
        while asyncio.get_running_loop().time() < deadline:
            message = await listener.get_message(timeout=HEARTBEAT)
            if not await sync_to_async(_asked)(may_listen):
                return
            yield CHANGED if message else STILL_HERE


def _asked(may_listen: MayListen) -> bool:
    try:
        return may_listen()
    finally:
        connections.close_all()

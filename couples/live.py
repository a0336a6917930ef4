"""A nudge to open pages: “something changed, look again”. Never what changed: the page asks for that.

`publish` speaks after commit; to a `response` belongs a stream (`streams`). It lives outside every request
and transaction and holds no database connection: it may last for minutes, and connections are few.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial

import redis
from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.core.handlers.asgi import ASGIRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from redis.backoff import NoBackoff
from redis.retry import Retry

from couples import pairing
from couples.models import Couple, User
from couples.streams import BEGIN, Attendance, MayListen, Stream
from privacy.context import Asker, asking
from privacy.sessions import SessionStore

TIMEOUT = 5.0  # seconds for one answer of Redis, connecting included

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


@contextmanager
def listener(session_key: str | None) -> Iterator[User | None]:
    """Asks as whose session it still is: it may have ended since the stream began, or the account."""
    again = HttpRequest()
    again.session = SessionStore(session_key)
    named = again.session.get(SESSION_KEY)
    if named is None:
        yield None
        return
    with asking(Asker(user_id=int(named))):
        user = get_user(again)
        yield user if isinstance(user, User) else None


def is_still_theirs(session_key: str | None, is_there: Callable[[Couple], bool]) -> bool:
    """Whether somebody is still signed in, and the couple that they are in now still has the thing."""
    with listener(session_key) as person:
        couple = pairing.known_couple(person) if person else None
        return couple is not None and is_there(couple)


def response(
    request: HttpRequest,
    channel: str,
    may_listen: MayListen,
    attendance: Attendance | None = None,
) -> HttpResponse:
    """For a view that has already checked who may listen. Pages over WSGI cannot stream.

    `may_listen` and `attendance` last as long as the stream, and so does what they hold.
    """
    begin = request.scope.get(BEGIN) if isinstance(request, ASGIRequest) else None
    if begin is None:
        return HttpResponse(status=204)  # tells EventSource not to try again
    begin.append(Stream(channel, may_listen, attendance))
    head = {"X-Accel-Buffering": "no"}
    return HttpResponse(content_type="text/event-stream", headers=head)


def over(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nothing is to come: a page that looks again lets go of its line, which is replaced as a whole."""
    if request.headers.get("HX-Request") == "true":
        response["HX-Retarget"] = "#line"
        response["HX-Reswap"] = "outerHTML"
    return response

"""Who is here, inside a session and for as long as its page is open; known to nobody else, and kept nowhere.

A page is here while its stream is open, and a little longer, so that going from one page to the next
does not look like leaving. In Redis alone: without it nobody knows, and the page says nothing.
"""

import secrets
import time
from contextlib import suppress
from typing import Final

import redis
from django.http import HttpResponse

from couples import live, streams
from couples.models import User
from listening.models import Session
from listening.models.session import ENDED
from privacy.context import as_steward

A_PAGE: Final = 60.0  # seconds: without scripts there is no other sign of life
A_LOOK: Final = 8.0  # a page without its line looks every three seconds
A_BREATH: Final = streams.GONE_AFTER - 1  # after a stream has ended
SILENT: Final = (Session.State.INVITED, Session.State.PAUSED, *ENDED)
WORDS: Final = {True: "here", False: "away", None: ""}


def note(session: Session, person: User, *, by_itself: bool) -> None:
    """A page of theirs is drawn, or looks for news by itself. Who has just come, the other sees at once."""
    came = is_here(session, person.pk) is False
    page, seconds = ("look", A_LOOK) if by_itself else ("page", A_PAGE)
    _remember(_key(session, person.pk), seconds, page)
    if came and is_shown(session):
        live.publish(session.channel)


def of_other(session: Session, me: User) -> bool | None:
    """None: not known, or not shown."""
    return is_here(session, session.other_than(me).pk) if is_shown(session) else None


def is_shown(session: Session) -> bool:
    """Only while both are in it: who looks at an invitation, or in on a time-out, and says nothing, has
    said nothing (decision 0104). On one shared device it is of no interest.
    """
    return not session.is_on_one_device and session.state not in SILENT


def is_here(session: Session, person_id: int) -> bool | None:
    return _is_known(_key(session, person_id))


def word(here: bool | None) -> str:
    return WORDS[here]


def alone(response: HttpResponse) -> HttpResponse:
    """Only who is here has changed: the rest of the page stays, and with it what is being typed."""
    response["HX-Retarget"] = "#presence"
    response["HX-Reswap"] = "outerHTML"
    return response


class Line:
    """The stream of one open page, which tells of itself. It keeps two names, and no rows."""

    __slots__ = ("key", "page", "public_id")

    def __init__(self, session: Session, person: User) -> None:
        self.public_id, self.key = session.public_id, _key(session, person.pk)
        self.page = secrets.token_hex(4)

    def begins(self) -> None:
        came = _is_known(self.key) is False
        self.goes_on()
        _gone(self.key, "page")  # its stream tells more exactly
        if came:
            self._tell()

    def goes_on(self) -> None:
        _remember(self.key, streams.HEARTBEAT + A_BREATH, self.page)

    def ends(self) -> None:
        """So does what this page was told to look at meanwhile; one without a line looks again in time."""
        _remember(self.key, A_BREATH, self.page, "look")

    def is_gone(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """As things are by now; the page may have been open for long."""
        with as_steward():
            session = Session.objects.filter(public_id=self.public_id).first()
        if session and is_shown(session):
            live.send(session.channel)


def _is_known(key: str) -> bool | None:
    try:
        return bool(live.client().zcount(key, time.time(), "+inf"))
    except redis.RedisError:
        return None


def _remember(key: str, seconds: float, *pages: str) -> None:
    """That these pages of theirs are open, for so long from now on."""
    now = time.time()
    with suppress(redis.RedisError), live.client().pipeline() as pipe:
        pipe.zremrangebyscore(key, "-inf", now)
        pipe.zadd(key, dict.fromkeys(pages, now + seconds))
        pipe.expire(key, int(A_PAGE))
        pipe.execute()


def _gone(key: str, page: str) -> None:
    with suppress(redis.RedisError):
        live.client().zrem(key, page)


def _key(session: Session, person_id: int) -> str:
    return f"listening.here.{session.public_id}.{person_id}"

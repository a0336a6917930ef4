"""Who is here, inside a session and for as long as its page is open; known to nobody else, and kept nowhere.

A page is here while its stream is open, and a little longer, so that going from one page to the next
does not look like leaving; without a stream for half a minute after each look. In Redis alone: without
it nobody knows, and the page says nothing.
"""

import secrets
import time
from typing import Final

import redis
from django.http import HttpResponse

from couples import live
from couples.models import User
from listening import sessions
from listening.models import Session

A_LOOK: Final = 35.0  # seconds; pages without a stream look again more often than that
A_BREATH: Final = live.GONE_AFTER - 1  # after a stream has ended
WORDS: Final = {True: "here", False: "away", None: ""}


def note(session: Session, person: User, *, page: str = "page", lasts: float = A_LOOK) -> None:
    """This page of theirs is open, for so many seconds from now on."""
    key = _key(session, person.pk)
    try:
        with live.client().pipeline() as pipe:
            pipe.zremrangebyscore(key, "-inf", time.time())
            pipe.zadd(key, {page: time.time() + lasts})
            pipe.expire(key, int(live.HEARTBEAT + A_LOOK))
            pipe.execute()
    except redis.RedisError:
        return


def of_other(session: Session, me: User) -> bool | None:
    """None: not known, or of no interest, on one shared device and at the end."""
    if session.is_on_one_device or not session.is_open:
        return None
    return is_here(session, session.other_than(me).pk)


def is_here(session: Session, person_id: int) -> bool | None:
    try:
        return bool(live.client().zcount(_key(session, person_id), time.time(), "+inf"))
    except redis.RedisError:
        return None


def word(here: bool | None) -> str:
    return WORDS[here]


def alone(response: HttpResponse) -> HttpResponse:
    """Only who is here has changed: the rest of the page stays, and with it what is being typed."""
    response["HX-Retarget"] = "#presence"
    response["HX-Reswap"] = "outerHTML"
    return response


class Line:
    """The stream of one open page, as `live` tells of it."""

    def __init__(self, session: Session, person: User) -> None:
        self.session, self.person = session, person
        self.page = secrets.token_hex(4)

    def begins(self) -> None:
        were_here = is_here(self.session, self.person.pk)
        self.goes_on()
        if not were_here:
            live.send(sessions.channel(self.session))

    def goes_on(self) -> None:
        note(self.session, self.person, page=self.page, lasts=live.HEARTBEAT + A_BREATH)

    def ends(self) -> None:
        note(self.session, self.person, page=self.page, lasts=A_BREATH)


def _key(session: Session, person_id: int) -> str:
    return f"listening.here.{session.public_id}.{person_id}"

"""How a session ends other than by a step, and how its words are forgotten."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from couples import live
from couples.models import Happening, User
from listening import turns
from listening.models import Draft, Line, Session
from listening.models.session import ENDED
from privacy.context import as_steward

BATCH = 500
FIRST = f"""SELECT min(moved_at) + interval '24 hours' FROM listening_session
    WHERE state NOT IN {ENDED}"""  # noqa: S608 - states from our own code
TRIES = 8  # the other takes a handful of steps at most while somebody presses

State = Session.State


@transaction.atomic
def forget(session: Session, *, by: User, now: datetime) -> None:
    """Either may, at any time after the end; for both, and for good."""
    for _ in range(TRIES):
        if session.is_open or not session.kept:
            return
        if session.move({"kept": False}, now=session.moved_at):
            break
        session.refresh_from_db()
    forget_words(session)
    live.publish(session.channel)


def expire(over: Iterable[Session], *, now: datetime) -> int:
    return sum(_end(session, State.EXPIRED, now=now) for session in over)


def expire_all(now: datetime) -> int:
    """As the house, at each tick: whatever has stood still for a day."""
    with as_steward():
        over = list(Session.objects.forgotten(now).order_by("moved_at")[:BATCH])
    return expire(over, now=now)


def stop_when_unpaired(happening: Happening) -> None:
    """By then the one who left may no longer touch the couple's rows, so the house does."""
    for _ in range(TRIES):
        with as_steward():
            under_way = list(Session.objects.filter(couple=happening.couple_id).open())
        if all(_end(session, State.STOPPED, now=happening.at) for session in under_way):
            return


def forget_words(session: Session) -> None:
    """The rows go. The database lets the house do this only to an ended session that is not kept."""
    with as_steward():
        Line.objects.filter(session=session).delete()
        Draft.objects.filter(session=session).delete()


@transaction.atomic
def _end(session: Session, state: State, *, now: datetime) -> bool:
    """As the house, together with its words. Whoever takes a step in the same moment keeps it open."""
    if not session.move(turns.ended(session, state, now=now), now=now):
        return False
    forget_words(session)
    live.publish(session.channel)
    return True

"""What the two do, each step as the person who takes it."""

from datetime import datetime
from typing import Any

from couples import agreements
from couples.models import Couple, User
from listening import sessions, sharing, turns
from listening.models import Session
from listening.sessions import Given
from listening.turns import Act
from privacy.context import acting_as, as_steward

SAID = "When you came home late, I felt alone. What I needed was a word."
GIVEN = {
    Act.SAY: Given(words=SAID),
    Act.SAY_BACK: Given(words="You felt alone when I was late."),
    Act.SAY_MORE: Given(words="That I had waited with dinner."),
    Act.MAKES_SENSE: Given(words="It makes sense to me that you felt alone."),
    Act.RATE: Given(heard=8, hard=4),
}
# From the invitation to the end, each as whoever has the step.
ONE_TURN = (Act.SAY, Act.SAY_BACK, Act.YES, Act.MAKES_SENSE)
TO_RATING = (Act.READY, Act.READY, Act.BEGIN, *ONE_TURN, *ONE_TURN)
WHOLE = (*TO_RATING, Act.RATE, Act.RATE, Act.CLOSE, Act.CLOSE)


def invited(couple: Couple, by: User, *, now: datetime, **facts: Any) -> Session:
    how: dict[str, Any] = {
        "way": Session.Way.TWO_DEVICES,
        "spoken": False,
        "host_begins": True,
        "topic": "rest",
    }
    with acting_as(by):
        return sessions.invite(couple, **how | facts, by=by, now=now)


def again(session: Session) -> Session:
    with as_steward():
        return Session.objects.select_related("host", "guest", "couple").get(pk=session.pk)


def take(
    session: Session,
    act: Act,
    who: User | None = None,
    *,
    now: datetime,
    by: User | None = None,
    given: Given | None = None,
    seen: int | None = None,
) -> Session:
    """As `who`, or whoever is waited for, from a page that shows it as it is now."""
    found = again(session)
    who = who or turns.waits_for(found)[0]
    with acting_as(by or who):
        mine = Session.objects.select_related("host", "guest", "couple").get(pk=session.pk)
        sessions.take(
            mine,
            act,
            who=who,
            by=by or who,
            seen=mine.version if seen is None else seen,
            given=given or GIVEN.get(act, sessions.NOTHING),
            now=now,
        )
    return again(session)


def walk(session: Session, *acts: Act, now: datetime, **facts: Any) -> Session:
    for act in acts:
        take(session, act, now=now, **facts)
    return again(session)


def share(session: Session, *people: User, now: datetime) -> None:
    """With whoever is their therapist."""
    for one in people:
        with acting_as(one):
            link = agreements.link_of(session.couple)
            assert link
            sharing.share(session, link, by=one, now=now)


def up_to(session: Session, state: Session.State, *, now: datetime) -> Session:
    """Along the shortest way, to where it first is in this state."""
    for act in WHOLE:
        if (found := again(session)).state == state:
            return found
        take(session, act, now=now)
    return again(session)

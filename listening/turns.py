"""The rules of the turns: who may do what now, and what follows from it. Nothing here asks or writes.

invited → ready → speaking → reflecting → checking → (clarifying → reflecting)* → validating, then the
same with the roles swapped, → rating → closing → done. From any of them: paused, stopped, expired.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import models

from couples.models import User
from listening.models import Line, Session
from listening.models.session import LIFETIME, ROUNDS

REST: Final = timedelta(minutes=20)

State = Session.State
Changes = dict[str, Any]


class Act(models.TextChoices):
    READY = "ready"
    BEGIN = "begin"
    SAY = "say"
    SAY_BACK = "say_back"
    YES = "yes"
    NOT_QUITE = "not_quite"
    SAY_MORE = "say_more"
    CLOSE_ENOUGH = "close_enough"
    MAKES_SENSE = "makes_sense"
    RATE = "rate"
    CLOSE = "close"
    PAUSE = "pause"
    GO_ON = "go_on"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Rule:
    """`whose`: the role that takes the step, or each of both; `writes`: what kind of words come with it."""

    whose: str
    follows: Callable[[Session], Changes]
    writes: str = ""


def to(state: State, **more: Any) -> Callable[[Session], Changes]:
    return lambda session: {"state": state, **more}


def _again(session: Session) -> Changes:
    """Said back once more, three times at most; then both are offered a time-out."""
    return {"state": State.CLARIFYING if session.round < ROUNDS else State.TIRED}


def _said_more(session: Session) -> Changes:
    return {"state": State.REFLECTING, "round": session.round + 1}


def _swap(session: Session) -> Changes:
    if session.turn == 1:
        return {"state": State.SPEAKING, "turn": 2, "round": 1}
    return {"state": State.RATING, "host_in": False, "guest_in": False}


SPEAKER, LISTENER, EACH = "speaker", "listener", "each"
RULES: Final = {
    (State.INVITED, Act.READY): Rule(EACH, to(State.READY)),
    (State.READY, Act.BEGIN): Rule(SPEAKER, to(State.SPEAKING)),
    (State.SPEAKING, Act.SAY): Rule(SPEAKER, to(State.REFLECTING), Line.Kind.SAID),
    (State.REFLECTING, Act.SAY_BACK): Rule(LISTENER, to(State.CHECKING), Line.Kind.SAID_BACK),
    (State.CHECKING, Act.YES): Rule(SPEAKER, to(State.VALIDATING)),
    (State.CHECKING, Act.NOT_QUITE): Rule(SPEAKER, _again),
    (State.CLARIFYING, Act.SAY_MORE): Rule(SPEAKER, _said_more, Line.Kind.MISSING),
    (State.TIRED, Act.CLOSE_ENOUGH): Rule(SPEAKER, to(State.VALIDATING)),
    (State.VALIDATING, Act.MAKES_SENSE): Rule(LISTENER, _swap, Line.Kind.MAKES_SENSE),
    (State.RATING, Act.RATE): Rule(EACH, to(State.CLOSING, host_in=False, guest_in=False)),
    (State.CLOSING, Act.CLOSE): Rule(EACH, to(State.DONE)),
}


def rule(session: Session, act: Act) -> Rule | None:
    return RULES.get((State(session.state), act))


def act_of(session: Session) -> Act | None:
    """The first thing that somebody is asked to do in this state."""
    return next((act for state, act in RULES if state == session.state), None)


def waits_for(session: Session) -> list[User]:
    """Whose step it is; of a step of both, whoever has not taken it."""
    if session.state == State.PAUSED:
        return [one for one in session.people if not session.is_back(one)]
    asked = act_of(session)
    if asked is None:
        return []
    whose = RULES[State(session.state), asked].whose
    if whose == EACH:
        return [one for one in session.people if not session.is_in(one)]
    return [session.speaker if whose == SPEAKER else session.listener]


def may(session: Session, act: Act, person: User) -> bool:
    """Either may rest or stop at any time; either says that they are ready to go on."""
    if act is Act.STOP:
        return session.is_open
    if act is Act.PAUSE:
        return session.is_open and session.state not in (State.PAUSED, State.INVITED)
    if act is Act.GO_ON:
        return session.state == State.PAUSED and not session.is_back(person)
    return rule(session, act) is not None and person in waits_for(session)


def is_of_each(session: Session, act: Act) -> bool:
    """Both take it, each for themselves: that the other was a little quicker is no reason to refuse."""
    found = rule(session, act)
    return act is Act.GO_ON or (found is not None and found.whose == EACH)


def after(session: Session, act: Act, person: User, *, now: datetime) -> Changes:
    """What becomes of the session, for somebody who `may`."""
    if act is Act.STOP:
        return ended(session, State.STOPPED, now=now)
    if act is Act.PAUSE:
        return _paused(session, now)
    if act is Act.GO_ON:
        return _gone_on(session, person)
    found = RULES[State(session.state), act]
    if found.whose == EACH and waits_for(session) != [person]:
        return {_own(session, person, "in"): True}
    changes = found.follows(session)
    return changes | (ended(session, State.DONE, now=now) if changes["state"] == State.DONE else {})


def ended(session: Session, state: State, *, now: datetime) -> Changes:
    """Words are kept only where both have come to the end and neither wants them forgotten."""
    over: Changes = {"state": state, "ended_at": now, "rests_until": None, "resumes": ""}
    return over if state == State.DONE else over | {"kept": False}


def is_over(session: Session, now: datetime) -> bool:
    """A day without a step."""
    return session.is_open and now - session.moved_at >= LIFETIME


def _paused(session: Session, now: datetime) -> Changes:
    return {
        "state": State.PAUSED,
        "resumes": session.state,
        "rests_until": now + REST,
        "host_back": False,
        "guest_back": False,
    }


def _gone_on(session: Session, person: User) -> Changes:
    """Both are back before it goes on; after too many rounds with the first of some new ones."""
    if waits_for(session) != [person]:
        return {_own(session, person, "back"): True}
    back: Changes = {"state": session.resumes, "resumes": "", "rests_until": None}
    if session.resumes == State.TIRED:
        back |= {"state": State.CLARIFYING, "round": 1}
    return back


def _own(session: Session, person: User, what: str) -> str:
    return f"{'host' if person.pk == session.host_id else 'guest'}_{what}"

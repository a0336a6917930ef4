"""A session from the invitation to its end. Its state changes by compare-and-swap on the version alone:
one UPDATE that names the version which somebody saw. Of two who press at once one changes it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from couples import happenings, live, locks, reaching
from couples.models import Couple, Happening, User
from listening import ending, turns
from listening.models import Draft, Line, Rating, Session
from listening.turns import Act
from privacy.fields import readable
from privacy.ready import Ready
from reminders import planning

_SHOWN = Ready[Session](
    lambda couple, public_id: (
        Session.objects.of(couple).exclude(state=Session.State.REMOVED).filter(public_id=public_id)
    ),
    couple=Couple,
    public_id=str,
)

State = Session.State
Kind = Happening.Kind


class UnderWay(Exception):
    """A couple has one open session at a time."""


class NotTheirStep(Exception):
    """Somebody else is to act, or the session is over."""


class MovedOn(Exception):
    """The session is no longer where the page showed it; nothing was written."""


@dataclass(frozen=True, slots=True)
class Given:
    """What comes with a step: words that are sent, two numbers, or whether to keep the words."""

    words: str = ""
    heard: int = 0
    hard: int = 0
    keep: bool = True


NOTHING = Given()


def current(couple: Couple, *, now: datetime) -> Session | None:
    """The one that is open; one that everybody has left ends here, at the latest."""
    session = Session.objects.of(couple).open().first()
    if session and turns.is_over(session, now):
        ending.expire([session], now=now)
        return None
    return session


def shown_to(couple: Couple, public_id: str, *, now: datetime) -> Session | None:
    session = next(iter(_SHOWN(couple=couple, public_id=public_id)), None)
    if session and turns.is_over(session, now):
        ending.expire([session], now=now)
        session.refresh_from_db()
    return session


@transaction.atomic
def invite(
    couple: Couple,
    *,
    way: Session.Way,
    spoken: bool,
    host_begins: bool,
    topic: str,
    by: User,
    now: datetime,
) -> Session:
    """Aloud, the topic is said aloud as well."""
    locks.hold(couple)
    guest = reaching.partner(couple, by=by)
    if current(couple, now=now):
        raise UnderWay
    session = Session.objects.create(
        couple=couple,
        host=by,
        guest=guest,
        way=way,
        spoken=spoken,
        host_begins=host_begins,
        invited_at=now,
        moved_at=now,
        on=by.local_date(now),
    )
    if topic and not spoken:
        _say(session, Line.Kind.TOPIC, topic, who=by, by=by, now=now)
    happenings.record(Kind.LISTENING_INVITED, couple=couple, by=by, on=by.local_date(now), now=now)
    return session


@transaction.atomic
def take(
    session: Session,
    act: Act,
    *,
    who: User,
    by: User,
    seen: int,
    now: datetime,
    given: Given = NOTHING,
) -> None:
    """One step of `who`; `by` is signed in, and on one shared device may be the other. `seen` is the
    version that the page showed.
    """
    if who.pk != by.pk and not session.is_on_one_device:
        raise NotTheirStep
    if session.version != seen and not _fits_any_version(session, act):
        raise MovedOn
    rule, turn = turns.rule(session, act), session.turn
    _change(session, act, who=who, given=given, on=by.local_date(now), now=now)
    if rule and rule.writes and not session.spoken:
        kind = Line.Kind(rule.writes)
        _say(session, kind, given.words, turn=turn, who=who, by=by, now=now)
        Draft.objects.filter(session=session, person=by).delete()
    if act is Act.RATE:
        _rate(session, who, given, on=by.local_date(now), now=now)
    _afterwards(session, now=now)


def was_sent(session: Session, words: str, *, by: User) -> bool:
    """The same form sent twice: what it says is there already."""
    mine = Line.objects.filter(session=session, person=by)
    return any(readable(one, "words", "") == words for one in mine)


def _fits_any_version(session: Session, act: Act) -> bool:
    """A way out is never closed by what the other has just done, nor a step that each takes alone."""
    return act in (Act.STOP, Act.PAUSE) or turns.is_of_each(session, act)


def _change(
    session: Session, act: Act, *, who: User, given: Given, on: date, now: datetime
) -> None:
    for _ in range(ending.TRIES):
        if not turns.may(session, act, who):
            raise NotTheirStep
        changes = turns.after(session, act, who, now=now)
        if not given.keep:
            changes["kept"] = False
        if "ended_at" in changes:
            changes["on"] = on
        if session.move(changes, now=now):
            return
        if not _fits_any_version(session, act):
            raise MovedOn
        _look_again(session)
    raise MovedOn


def _look_again(session: Session) -> None:
    try:
        session.refresh_from_db()
    except Session.DoesNotExist:  # the two have just parted
        raise NotTheirStep from None


def _say(
    session: Session,
    kind: Line.Kind,
    words: str,
    *,
    who: User,
    by: User,
    now: datetime,
    turn: int = 1,
) -> None:
    Line.objects.create(
        session=session,
        couple_id=session.couple_id,
        person=by,
        said_by=who,
        kind=kind,
        turn=turn,
        version=session.version,
        words=words,
        said_at=now,
    )


def _rate(session: Session, who: User, given: Given, *, on: date, now: datetime) -> None:
    Rating.objects.create(
        session=session,
        couple_id=session.couple_id,
        person=who,
        heard=given.heard,
        hard=given.hard,
        on=on,
        rated_at=now,
    )


def _afterwards(session: Session, *, now: datetime) -> None:
    if session.state == State.DONE:
        happenings.record(
            Kind.LISTENING_FINISHED, couple=session.couple, by=None, on=session.on, now=now
        )
    if not session.is_open and not session.kept:
        ending.forget_words(session)
    if session.state == State.PAUSED or not session.is_open:
        planning.again(session.couple)
    live.publish(session.channel)

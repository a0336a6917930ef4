"""Somebody waits for the other in a session: a neutral reminder, once, to whoever is not there."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, Value

from couples.models import Happening, Membership, User
from listening import presence, turns
from listening.models import Session
from listening.models.session import LIFETIME
from privacy.identifiers import LENGTH
from reminders import planning
from reminders.kinds import Kind, Occasion
from reminders.models import Preferences, Reminder

PATIENCE = timedelta(minutes=10)
# Stopping and asking anew must not become a button that sends the partner a mail.
ONCE_IN = timedelta(hours=24)


def tell(happening: Happening) -> None:
    planning.again(happening.couple)


def waits(people: Collection[Preferences], now: datetime, until: datetime) -> Iterable[Occasion]:
    """Of whoever the session waits for; after a time-out, from when it is over."""
    wanting = {one.person_id for one in people}
    members = Membership.objects.filter(person__in=wanting, left_at=None)
    under_way = Session.objects.open().filter(couple__in=members.values("couple"))
    for session in under_way.exclude(_ASKED_BEFORE).select_related("host", "guest"):
        at = (session.rests_until or session.moved_at) + PATIENCE
        for person in _missed(session):
            if person.pk in wanting and at <= until:
                yield Occasion(person.pk, _name(session), at, session.moved_at + LIFETIME)


def no_longer_waits(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    """They have taken their step, or are there, or nobody waits any more."""
    named = {one.occurrence[:LENGTH] for one in reminders}
    sessions = Session.objects.open().filter(public_id__in=named).select_related("host", "guest")
    waiting = {
        _name(session): {
            one.pk for one in _missed(session) if not presence.is_here(session, one.pk)
        }
        for session in sessions
    }
    return [one.pk for one in reminders if one.person_id not in waiting.get(one.occurrence, ())]


def _missed(session: Session) -> list[User]:
    """Who share a device sit beside each other, once they have begun."""
    if session.is_on_one_device and session.state != Session.State.INVITED:
        return []
    return turns.waits_for(session)


def _name(session: Session) -> str:
    """One for the session, and one for each of its time-outs."""
    rest = f"-{session.rests_until.timestamp():.0f}" if session.rests_until else ""
    return f"{session.public_id}{rest}"


# An invitation before which the same two had another session, lately.
_ASKED_BEFORE = Q(state=Session.State.INVITED) & Exists(
    Session.objects.filter(
        couple=OuterRef("couple"),
        invited_at__gt=OuterRef("invited_at") - Value(ONCE_IN),
        invited_at__lt=OuterRef("invited_at"),
    ).exclude(state=Session.State.DONE)
)
WAITS = Kind("listening", "My partner waits to listen with me", waits, no_longer_waits)

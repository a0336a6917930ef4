"""Somebody waits for the other in a session: a neutral reminder, once, to whoever is not there."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from couples.models import Happening, Membership
from listening import presence, turns
from listening.models import Session
from listening.models.session import LIFETIME
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
    sessions = list(under_way.select_related("host", "guest"))
    asked_before = _asked_before(sessions)
    for session in sessions:
        at = (session.rests_until or session.moved_at) + PATIENCE
        for person in turns.waits_for(session):
            again = session.state == Session.State.INVITED and session.pk in asked_before
            if person.pk in wanting and at <= until and not again:
                yield Occasion(person.pk, session.public_id, at, session.moved_at + LIFETIME)


def no_longer_waits(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    """They have taken their step, or are there, or nobody waits any more."""
    named = {one.occurrence for one in reminders}
    sessions = Session.objects.open().filter(public_id__in=named).select_related("host", "guest")
    waiting: dict[str, set[int]] = defaultdict(set)
    for session in sessions:
        waiting[session.public_id] = {
            one.pk for one in turns.waits_for(session) if not presence.is_here(session, one.pk)
        }
    return [one.pk for one in reminders if one.person_id not in waiting[one.occurrence]]


def _asked_before(sessions: Collection[Session]) -> set[int]:
    """Those before which the same two had another one, lately."""
    found = set()
    for session in sessions:
        since = session.invited_at - ONCE_IN
        others = Session.objects.filter(couple=session.couple_id, invited_at__gt=since)
        if others.filter(invited_at__lt=session.invited_at).exclude(state="done").exists():
            found.add(session.pk)
    return found


WAITS = Kind("listening", "My partner waits to listen with me", waits, no_longer_waits)

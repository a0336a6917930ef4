"""What lies in the list of devices of a session that is gone: signing out takes it away, time does not."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from privacy.context import Asker, asking

BEGINNING = timedelta(
    hours=1
)  # far longer than signing in may take, which writes the one before the other


def forget(*, now: datetime) -> int:
    """As the door, to which sessions are open before anybody is known."""
    with asking(Asker(door=True)):
        there = Session.objects.values("session_key")
        old = UserSession.objects.filter(created_at__lt=now - BEGINNING)
        removed: int = old.exclude(session_key__in=there).delete()[0]
    return removed

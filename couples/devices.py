"""Where somebody is signed in: which browser, since when, and when it was last used. No more than that."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils.crypto import salted_hmac

from couples.models import User
from privacy import sessions


@dataclass(frozen=True, slots=True)
class Device:
    session: UserSession
    seen_at: datetime

    @property
    def name(self) -> str:
        """For forms; the key of a session never leaves the server."""
        return salted_hmac("couples.devices", self.session.session_key).hexdigest()

    @property
    def user_agent(self) -> str:
        return str(self.session.user_agent)

    def is_here(self, key: str | None) -> bool:
        return bool(self.session.session_key == key)


def of(person: User) -> list[Device]:
    """Those that are still open, the last used first."""
    rows = list(UserSession.objects.filter(user=person))
    seen = sessions.last_seen([row.session_key for row in rows])
    found = [Device(row, seen[row.session_key]) for row in rows if row.session_key in seen]
    return sorted(found, key=lambda device: device.seen_at, reverse=True)


def end(*, by: User, name: str) -> None:
    for device in of(by):
        if device.name == name:
            device.session.end()


def end_others(*, by: User, key: str | None) -> None:
    """Those that have fallen asleep as well."""
    for row in UserSession.objects.filter(user=by).exclude(session_key=key):
        row.end()

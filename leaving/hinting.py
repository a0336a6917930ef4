"""While an erasure runs, or a lock is about to go away, Today leads to the settings.

It does not say why: others may see the screen.
"""

from datetime import datetime

from django.db.models import Exists, Q
from django.urls import reverse

from couples.models import Journal, User
from couples.suggestions import Suggestion
from leaving.models import Erasure

SETTINGS = 5


def is_running(person: User, now: datetime) -> Q:
    erasure = Erasure.objects.asked().filter(person=person)
    lock = Journal.objects.forgotten(now).filter(person=person)
    return Q(Exists(erasure)) | Q(Exists(lock))


def look_at_settings(person: User, now: datetime) -> Suggestion:
    return Suggestion(
        title="Something in your settings is open",
        text="You can look at it whenever you have a quiet minute.",
        url=reverse("couples:settings"),
        action="Open the settings",
    )

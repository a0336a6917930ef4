"""While an erasure runs, Today leads to the settings. It does not say why: others may see the screen."""

from datetime import datetime

from django.db.models import Exists
from django.urls import reverse

from couples.models import User
from couples.suggestions import Suggestion
from leaving.models import Erasure

SETTINGS = 5


def is_running(person: User, now: datetime) -> Exists:
    return Exists(Erasure.objects.asked().filter(person=person))


def look_at_settings(person: User, now: datetime) -> Suggestion:
    return Suggestion(
        title="Something in your settings is open",
        text="You can look at it whenever you have a quiet minute.",
        url=reverse("couples:settings"),
        action="Open the settings",
    )

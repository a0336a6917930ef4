"""What Today may offer: the session that is open; on a day with an exercise done, to listen to each other."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from couples import navigation, pairing, suggestions
from couples.models import User
from couples.suggestions import Suggestion
from listening import sessions
from listening.models import Session

UNDER_WAY, LISTEN = 15, 95
NOT_AGAIN_FOR = timedelta(days=7)
ABOUT = 15  # minutes

State = Session.State


def is_open(person: User, now: datetime) -> Exists:
    return Exists(Session.objects.open().filter(couple=OuterRef("pk")))


def under_way(person: User, now: datetime) -> Suggestion | None:
    couple = pairing.known_couple(person)
    session = sessions.current(couple, now=now) if couple else None
    if session is None:
        return None
    other = session.other_than(person).display_name
    words = {
        State.INVITED: ("Listen to each other", f"{other} and you, a quarter of an hour."),
        State.PAUSED: ("Your time-out", "It goes on when both of you are ready."),
    }
    title, text = words.get(
        State(session.state), ("You are listening to each other", "It kept your place.")
    )
    return Suggestion(title=title, text=text, url=session.get_absolute_url(), action="Go there")


def have_not_lately(person: User, now: datetime) -> Q:
    lately = Session.objects.filter(couple=OuterRef("pk"), moved_at__gt=now - NOT_AGAIN_FOR)
    return suggestions.with_partner(person) & ~Exists(lately)


def listen(person: User, now: datetime) -> Suggestion:
    return Suggestion(
        title="Listen to each other",
        text="One speaks, the other says it back, then you swap. Nothing has to be solved.",
        url=navigation.url("listening:home"),
        action="Have a look",
        minutes=ABOUT,
    )

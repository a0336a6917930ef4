"""What Today may offer: a goal that the other has offered, and a round that is open. Both rest on what one
may read anyhow, and on one’s own rows; what the other has rated changes nothing here.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from couples import navigation, pairing, pauses
from couples.models import User
from couples.suggestions import Suggestion
from goals import agreeing, rating, rounds
from goals.models import Goal

IS_OFFERED = 70


def are_there(person: User, now: datetime) -> Q:
    """While the two rest, nothing waits."""
    ours = Goal.objects.open().filter(couple=OuterRef("pk"))
    return Exists(ours) & ~pauses.is_over_both(person, now)


def one_is_offered(person: User, now: datetime) -> Suggestion | None:
    couple = pairing.known_couple(person)
    goals = list(Goal.objects.of(couple).open().order_by("pk")) if couple else []
    if any(_waits(one, person) for one in goals):
        return _suggestion("There is a goal for you to read", "Sign it, change it, or leave it.")
    if any(_is_open(one, person, now) for one in goals):
        return _suggestion(
            "How far have you two come?", "A look at your goals. One press for each."
        )
    return None


def _waits(goal: Goal, person: User) -> bool:
    newest, signed = agreeing.newest(goal), agreeing.signed(goal)
    return newest != signed and newest.person_id != person.pk


def _is_open(goal: Goal, person: User, now: datetime) -> bool:
    """Theirs is not given yet."""
    now_open, version = rounds.current(goal, now), agreeing.signed(goal)
    if now_open is None or version is None:
        return False
    return rating.own(goal, now_open.number, version=version.number, by=person) is None


def _suggestion(title: str, text: str) -> Suggestion:
    return Suggestion(title, text, url=navigation.url("goals:home"), action="Have a look")

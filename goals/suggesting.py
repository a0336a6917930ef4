"""What Today may offer: a goal that the other has offered, and a round that is open. Both rest on what one
may read anyhow, and on one’s own rows; what the other has rated changes nothing here.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from couples import navigation, pairing, pauses
from couples.models import User
from couples.suggestions import Suggestion
from goals import rating, rounds, showing
from goals.models import Goal, Version
from goals.rating import Given

IS_OFFERED, A_LOOK = 26, 70


def are_there(person: User, now: datetime) -> Q:
    """While the two rest, nothing waits."""
    ours = Goal.objects.open().filter(couple=OuterRef("pk"))
    return Exists(ours) & ~pauses.is_over_both(person, now)


def one_is_offered(person: User, now: datetime) -> Suggestion | None:
    known = showing.versions(_open_ones(person)).values()
    if not any(newest != signed and newest.person_id != person.pk for signed, newest in known):
        return None
    return _suggestion("There is a goal for you to read", "Sign it, change it, or leave it.")


def have_a_look(person: User, now: datetime) -> Suggestion | None:
    goals = _open_ones(person)
    known, given = showing.versions(goals), rating.given(goals, by=person)
    if not any(_is_open(one, known.get(one.pk, (None, None))[0], given, now) for one in goals):
        return None
    return _suggestion("How far have you two come?", "A look at your goals. One press for each.")


def _open_ones(person: User) -> list[Goal]:
    couple = pairing.known_couple(person)
    return list(Goal.objects.of(couple).open()) if couple else []


def _is_open(goal: Goal, signed: Version | None, given: Collection[Given], now: datetime) -> bool:
    """Theirs is not given yet."""
    now_open = rounds.current(goal, now)
    if now_open is None or signed is None:
        return False
    return (goal.pk, now_open.number, signed.number) not in given


def _suggestion(title: str, text: str) -> Suggestion:
    return Suggestion(title, text, url=navigation.url("goals:home"), action="Have a look")

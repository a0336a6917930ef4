"""What other rooms may ask about listening: when, how it ended, and the numbers; never a word of it.

Each asks with the eyes of whoever calls. Called as a therapist they answer within what both agreed to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from couples.models import Couple
from listening.models import Line, Rating, Session

State = Session.State


@dataclass(frozen=True, slots=True)
class Heard:
    """One session: how heard each felt, and how hard it was for each to stay."""

    on: date
    heard: Sequence[int]
    hard: Sequence[int]


@dataclass(frozen=True, slots=True)
class Listened:
    """As a therapist sees it; `lines` are there only while both share them, and never what it was about."""

    session: Session
    ratings: Sequence[Rating]
    lines: Sequence[Line]


def done(couple: Couple, *, until: date) -> list[Heard]:
    """For the house: what was gone through to its end, newest first. Not on one shared device, where one
    alone may have given the numbers of both.
    """
    apart = Session.objects.filter(couple=couple, way=Session.Way.TWO_DEVICES)
    ended = apart.filter(state=State.DONE, on__lte=until)
    sessions = list(ended.order_by("-ended_at"))
    ratings = _by_session(sessions)
    return [
        Heard(one.on, [r.heard for r in ratings[one.pk]], [r.hard for r in ratings[one.pk]])
        for one in sessions
    ]


def shown(couple: Couple, *, since: date) -> list[Listened]:
    """For the therapist who asks: those that were done, and one that rests, newest first."""
    states = (State.DONE, State.PAUSED)
    rows = Session.objects.of(couple).filter(state__in=states, on__gte=since)
    sessions = list(rows.order_by("-moved_at"))
    ratings = _by_session(sessions)
    lines = Line.objects.filter(session__in=sessions).exclude(kind=Line.Kind.TOPIC)
    said = lines.select_related("said_by").order_by("version")
    return [
        Listened(one, ratings[one.pk], [line for line in said if line.session_id == one.pk])
        for one in sessions
    ]


def _by_session(sessions: Sequence[Session]) -> dict[int, list[Rating]]:
    found: dict[int, list[Rating]] = {one.pk: [] for one in sessions}
    rows = Rating.objects.filter(session__in=found).select_related("person").order_by("person")
    for row in rows:
        found[row.session_id].append(row)
    return found

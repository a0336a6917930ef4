"""Whether time tells what somebody’s partner has said: the pages of closeness for two kinds of people, whose
partners said yes to all that they themselves did not choose, or have not begun.

Both kinds in one mixed row, so that whatever else the machine does falls on both alike.
"""

import http.client
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from os import environ
from pathlib import Path
from typing import Final

from benchmarks import house, people, welch
from benchmarks.house import SUPERUSER
from benchmarks.verdict import Verdict
from closeness import answering, beginning, closing
from closeness.models import Round, Said
from couples import content_pack, pairing
from couples.models import User
from privacy.context import acting_as

EACH: Final = int(environ.get("EACH", "2000"))  # requests to each page, for each of the two kinds
COUPLES: Final = 20  # of each kind
PAGES: Final = {"Closeness, the week": "/closeness/", "Closeness, the cards": "/closeness/cards/"}
Kind = list[str]


def run() -> Iterator[Verdict]:
    kinds = _kinds(datetime.now(UTC))
    with house.ours(LOG_LEVEL="CRITICAL") as server:
        for page, path in PAGES.items():
            _times(server.port, path, kinds, COUPLES)
            here, there = _times(server.port, path, kinds, EACH)
            told = welch.t(here, there)
            yield Verdict(
                f"{page}: partner says much or nothing",
                f"t = {told:.2f} ({welch.shown(here)} and {welch.shown(there)})",
                welch.would_be_seen(here, there),
                abs(told),
                welch.GOAL,
            )


def _kinds(now: datetime) -> tuple[Kind, Kind]:
    """Sessions of the first of each pair; their partners say much, or nothing. A week has closed."""
    content_pack.load(Path("content"), now=now)
    pairs = people.couples(2 * COUPLES, now=now)
    for number, (one, other) in enumerate(pairs):
        _answers(one, Said.NOT_NOW, now)
        if number < COUPLES:
            _answers(other, Said.ENJOY, now)
    _close(now)
    sessions = [people.session_of(one) for one, _ in pairs]
    return sessions[:COUPLES], sessions[COUPLES:]


def _answers(one: User, said: Said, now: datetime) -> None:
    with acting_as(one):
        me = User.objects.get(pk=one.pk)
        ours = pairing.couple_of(me, now=now)
        beginning.begin(ours, by=me, now=now)
        cards = answering.cards(ours, by=me)
        answering.say(ours, {card.pk: said for card, _ in cards}, by=me, now=now)


def _close(now: datetime) -> None:
    """As if its Sunday had been yesterday."""
    week = timedelta(days=7)
    Round.objects.using(SUPERUSER).update(closes_at=now - timedelta(days=1), closes_on=now.date())
    closing.close_all(now)
    Round.objects.using(SUPERUSER).filter(closed_at=None).update(closes_at=now + week)


def _times(
    port: int, path: str, kinds: tuple[Kind, Kind], each: int
) -> tuple[list[float], list[float]]:
    row = [
        (some[turn % len(some)], kind) for kind, some in enumerate(kinds) for turn in range(each)
    ]
    random.SystemRandom().shuffle(row)
    times: tuple[list[float], list[float]] = ([], [])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for session, kind in row:
        times[kind].append(_look(connection, path, session))
    connection.close()
    return times


def _look(connection: http.client.HTTPConnection, path: str, session: str) -> float:
    headers = {
        "Host": "localhost",
        "Cookie": f"__Host-session={session}",
        "X-Forwarded-Proto": "https",
    }
    began = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - began
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return took

"""The notice of a new page: to each who had begun, at the same minute, whatever is on it."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from closeness import resting
from couples.models import Couple, User
from privacy.context import acting_as
from reminders import ticking
from tests.closeness import table
from tests.closeness.table import no, yes
from tests.conftest import Clock

MINUTE = timedelta(minutes=1)


def letters(now: datetime, clock: Clock) -> list[tuple[str, str, str]]:
    """Who has got what between the last check and six minutes after the week has ended."""
    clock(now)
    ticking.tick(now=now)
    mail.outbox.clear()
    at = table.closes_at()
    for minute in (0, 5, 6):
        clock(at + minute * MINUTE)
        ticking.tick(now=at + minute * MINUTE)
    return sorted((one.to[0], str(one.subject), str(one.body)) for one in mail.outbox)


@pytest.mark.parametrize("his", [yes, no])
def test_both_get_the_same_whatever_is_on_it(
    his: table.Says, both: Couple, alice: User, bob: User, clock: Clock, now: datetime
) -> None:
    table.say(alice, yes, now=now)
    table.say(bob, his, now=now)
    got = letters(table.closes_at() - timedelta(hours=3), clock)
    assert [to for to, *_ in got] == [alice.email, bob.email]
    assert {"closeness", "Closeness", "page"}.isdisjoint(got[0][1].split())
    assert not {thing for thing in ("Alice", "Bob") if thing in got[0][1]}


def test_whoever_has_not_begun_gets_none(
    options_there: None, couple: Couple, alice: User, bob: User, clock: Clock, now: datetime
) -> None:
    table.begin(alice, now=now)
    got = letters(table.closes_at() - timedelta(hours=3), clock)
    assert [to for to, *_ in got] == [alice.email]


@pytest.mark.parametrize("had_begun", [False, True])
def test_nor_whoever_begins_just_after_it(
    had_begun: bool,
    options_there: None,
    couple: Couple,
    alice: User,
    bob: User,
    clock: Clock,
    now: datetime,
) -> None:
    """Else it would tell that the other had a page in the week before."""
    table.begin(alice if not had_begun else bob, now=now)
    at = table.close()
    if had_begun:
        table.begin(alice, now=at + 7 * MINUTE)
    clock(at + 8 * MINUTE)
    mail.outbox.clear()
    for minute in (8, 9, 70):
        clock(at + minute * MINUTE)
        ticking.tick(now=at + minute * MINUTE)
    wanted = [] if had_begun else [alice.email]
    assert [one.to[0] for one in mail.outbox if one.to[0] == alice.email] == wanted


def test_nobody_is_called_to_a_page_that_rests(
    both: Couple, alice: User, bob: User, clock: Clock, now: datetime
) -> None:
    with acting_as(bob):
        resting.rest(table.seat(bob), rests=True)
    assert letters(table.closes_at() - timedelta(hours=3), clock) == []

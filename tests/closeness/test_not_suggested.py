"""Closeness, and sexual closeness most of all, is never suggested: not on Today, not where exercises are
looked for, not in a letter, not by a milestone, not to a therapist.
"""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from closeness import doing
from closeness.models import Level, Limits, Tally
from couples.models import Couple, Happening, User
from privacy.context import acting_as, as_steward
from reminders import ticking
from tests import factories
from tests.closeness import table
from tests.closeness.pages import page
from tests.conftest import ClientOf, Clock

ELSEWHERE = ("/", "/moments/", "/exercises/", "/exercises/?need=to-be-held", "/milestones/", "/us/")


@pytest.fixture
def furthest(
    both: Couple, alice: User, bob: User, clock: Clock, now: datetime, monday: datetime
) -> list[str]:
    """Both at the last level, with a yes to all of it: the titles of what stands on their page on Monday."""
    consents = {str(level): (now + timedelta(days=28)).toordinal() for level in (5, 6, 7)}
    for one in (alice, bob):
        table.limit(one, Limits(level=7, opened=consents))
    table.close()
    for one in (alice, bob):
        table.say(one, table.yes, now=monday)
    clock(table.close() + timedelta(hours=15))
    there = table.items(alice, now=monday + timedelta(days=7))
    assert any(thing.level >= Level.SENSUAL for _, thing in there)
    return [thing.title for _, thing in there]


class TestNothingOfIt:
    def test_is_anywhere_but_on_its_own_pages(self, furthest: list[str], hers: Client) -> None:
        shown = page(hers)
        assert [title for title in furthest if title in shown] == furthest

    @pytest.mark.parametrize("path", ELSEWHERE)
    def test_is_on_another_page(self, path: str, furthest: list[str], hers: Client) -> None:
        shown = page(hers, path)
        assert not [word for word in (*furthest, *Level.labels) if word in shown]

    def test_is_in_a_letter(self, furthest: list[str], now: datetime) -> None:
        for days in range(1, 22):
            ticking.tick(now=now + timedelta(days=days))
        assert mail.outbox
        letters = "\n".join(f"{one.subject}\n{one.body}" for one in mail.outbox)
        assert "closeness" not in letters.lower()
        assert not [title for title in furthest if title in letters]

    def test_can_bring_a_milestone(
        self, furthest: list[str], alice: User, bob: User, monday: datetime
    ) -> None:
        """Milestones come of what happens to a couple, and nothing of this is told as such."""
        with as_steward():
            before = Happening.objects.count()
        for one in (alice, bob):
            for item, thing in table.items(one, now=monday + timedelta(days=7)):
                with acting_as(one):
                    doing.did(item, thing, by=one)
        assert table.everywhere(Tally.objects.all())
        with as_steward():
            assert Happening.objects.count() == before

    def test_is_for_a_therapist_who_did_not_ask_both(
        self,
        furthest: list[str],
        both: Couple,
        alice: User,
        bob: User,
        tess: User,
        client_of: ClientOf,
        now: datetime,
    ) -> None:
        kinds = {"ratings", "notes", "milestones", "exercises", "goals"}
        factories.agreement(both, tess, alice, bob, now=now, kinds=kinds)
        hers = client_of(tess)
        for path in ("/caseload/", f"/caseload/{both.public_id}/"):
            shown = page(hers, path)
            assert not [word for word in (*furthest, *Level.labels) if word in shown]

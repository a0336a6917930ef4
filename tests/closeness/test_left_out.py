"""Levels that a practice leaves out: gone from hands, pages and the ladder of the couples that it sees."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from closeness import own, pacing
from closeness.models import Hidden, Level, Limits
from couples import staff
from couples.models import Couple, Practice, User
from privacy.context import acting_as, asking
from tests import factories
from tests.closeness import table
from tests.closeness.pages import HOME, IDEAS, PACE, level, page, sent
from tests.conftest import ClientOf, Clock, with_second_factor

FURTHER = f"{PACE}further/"
ADMIN = "/admin/closeness/hidden/"
IDEA: dict[str, Any] = {
    "token": "t" * 22,
    "name": "Our bench",
    "what": "Sit there.",
    "minutes": 10,
}


def leave_out(*levels: int) -> None:
    with asking(factories.CONTENT_WORK):
        practice = Practice.objects.get(name="Riverside Practice")
        Hidden.objects.bulk_create(Hidden(practice=practice, level=one) for one in levels)


def in_group(person: User, name: str) -> User:
    with acting_as(person):
        person.groups.add(Group.objects.get(name=name))
    return person


def levels_of(names: list[str]) -> set[int]:
    return {int(name[1]) for name in names}


@pytest.fixture
def seen(both: Couple, alice: User, bob: User, tess: User, now: datetime) -> Couple:
    """A couple of Riverside Practice; nothing else is agreed. Both have come as far as level 4."""
    factories.agreement(both, tess, alice, now=now, kinds=set())
    for one in (alice, bob):
        table.limit(one, Limits(level=4))
    return both


class TestHandsAndPages:
    def test_new_hands_have_none_of_it(self, seen: Couple, alice: User, bob: User) -> None:
        leave_out(2, 4)
        at = table.close()
        for one in (alice, bob):
            assert levels_of(table.hand(one, now=at)) <= {1, 3}

    def test_nor_has_the_page_though_both_said_yes(
        self, seen: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        at = table.close()
        for one in (alice, bob):
            names = table.hand(one, now=at)
            assert 4 in levels_of(names)
            table.say(one, table.only(one for one in names if one.startswith("l4")), now=at)
        leave_out(4)
        at = table.close()
        assert table.page(alice, now=at) == table.page(bob, now=at) == []

    def test_without_a_therapist_nothing_is_left_out(
        self, both: Couple, tess: User, alice: User, bob: User
    ) -> None:
        leave_out(2, 3, 4)
        for one in (alice, bob):
            table.limit(one, Limits(level=4))
        at = table.close()
        assert levels_of(table.hand(alice, now=at)) == {1, 2, 3, 4}


class TestTheLadder:
    def test_it_has_no_such_rung(self, seen: Couple, hers: Client) -> None:
        leave_out(6, 7)
        shown = page(hers, PACE)
        assert Level.GENTLE.label not in shown
        assert Level.OPEN.label not in shown
        assert shown.count("here I am") == 1

    def test_the_next_step_passes_over_it(self, seen: Couple, alice: User, hers: Client) -> None:
        table.limit(alice, Limits(level=1))
        leave_out(2)
        assert f"Next would be “{Level.TIME.label}”" in page(hers, PACE)
        assert "one level further" in sent(hers, FURTHER)
        assert table.limits(alice).level == 3

    def test_above_the_last_there_is_none(self, seen: Couple, alice: User, hers: Client) -> None:
        leave_out(5, 6, 7)
        assert "One level further" not in page(hers, PACE)
        assert "One level a week is plenty." in sent(hers, FURTHER)
        assert table.limits(alice).level == 4

    def test_who_stands_there_is_shown_on_the_one_before(
        self, seen: Couple, alice: User, hers: Client
    ) -> None:
        leave_out(4)
        shown = page(hers, PACE)
        assert shown.index(Level.TIME.label) < shown.index("here I am")
        assert Level.AFFECTION.label not in shown

    def test_it_cannot_be_opened(
        self, seen: Couple, alice: User, hers: Client, now: datetime
    ) -> None:
        table.limit(alice, Limits(level=5))
        leave_out(5)
        assert "leaves this level out" in page(hers, level(5))
        with acting_as(alice), pytest.raises(pacing.NotOpened):
            pacing.open_level(table.seat(alice), 5, now=now)
        assert table.limits(alice).opened == {}

    def test_the_one_above_it_opens_without_it(
        self, seen: Couple, alice: User, hers: Client, now: datetime
    ) -> None:
        table.limit(alice, Limits(level=6))
        leave_out(5)
        assert "It is open for you" in sent(hers, level(6))
        today = alice.local_date(now)
        assert table.limits(alice).open_levels(today, {5}) == {1, 2, 3, 4, 6}
        assert table.limits(alice).open_levels(today) == {1, 2, 3, 4}


class TestIdeas:
    def test_they_are_of_levels_that_are_there(self, seen: Couple, hers: Client) -> None:
        leave_out(2)
        shown = page(hers, IDEAS)
        assert Level.WORDS.label not in shown
        answer = hers.post(IDEAS, IDEA | {"level": 2})
        assert "Choose one of the" in answer.content.decode()

    def test_one_of_before_is_not_asked_any_more(
        self, seen: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with acting_as(alice):
            idea = own.add(seen, **IDEA, level=2, by=alice, now=now)
        leave_out(2)
        at = table.close()
        for one in (alice, bob):
            assert idea.pk not in table.hand(one, now=at)


class TestTheirTherapist:
    def test_a_level_to_stay_at_is_one_that_is_there(
        self, seen: Couple, alice: User, bob: User, tess: User, clock: Clock, client_of: ClientOf
    ) -> None:
        factories.agreement(seen, tess, alice, bob, now=timezone.now(), kinds={"closeness"})
        leave_out(3)
        shown = client_of(tess).get(f"/caseload/{seen.public_id}/").content.decode()
        assert Level.AFFECTION.label in shown
        assert Level.TIME.label not in shown


class TestAdmin:
    @pytest.fixture
    def operator(self, edith: User) -> User:
        return in_group(edith, staff.OPERATORS)

    @pytest.fixture
    def at_work(self, operator: User, client_of: ClientOf) -> Client:
        return with_second_factor(client_of(operator), operator)

    def sent(self, at_work: Client, number: int) -> str:
        with asking(factories.CONTENT_WORK):
            practice = Practice.objects.get(name="Riverside Practice")
        answer = at_work.post(
            f"{ADMIN}add/", {"practice": practice.pk, "level": number}, follow=True
        )
        return str(answer.content.decode())

    def test_operators_leave_a_level_out_and_bring_it_back(
        self, seen: Couple, at_work: Client, hers: Client
    ) -> None:
        assert Level.OPEN.label in self.sent(at_work, 7)
        assert Level.OPEN.label not in page(hers, PACE)
        row = Hidden.objects.get()
        assert at_work.get(f"{ADMIN}{row.pk}/change/").status_code == 200
        at_work.post(f"{ADMIN}{row.pk}/delete/", {"post": "yes"})
        assert Level.OPEN.label in page(hers, PACE)

    @pytest.mark.parametrize("number", [1, 8])
    def test_the_first_stays(self, number: int, seen: Couple, at_work: Client) -> None:
        assert "errorlist" in self.sent(at_work, number)
        assert not Hidden.objects.exists()

    def test_editors_do_not(self, clock: Clock, edith: User, client_of: ClientOf) -> None:
        editor = in_group(edith, staff.EDITORS)
        browser = with_second_factor(client_of(editor), editor)
        assert browser.get(ADMIN).status_code in {403, 404}
        assert browser.get(HOME).status_code == 404

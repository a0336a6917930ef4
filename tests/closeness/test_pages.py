"""The page of the week: before somebody begins, and what the two make of what stands on it."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from closeness import doing, ending
from closeness.models import Item, Limits
from couples.models import Couple, User
from privacy.context import acting_as, as_dealer
from tests import factories
from tests.closeness import table
from tests.closeness.pages import (
    BEGIN,
    CARDS,
    HOME,
    TOGETHER,
    headings,
    how,
    page,
    sent,
    thing,
    without_tokens,
)
from tests.conftest import ClientOf, Clock

IDEA = "A small idea, for anyone"
QUIET = "A quiet page this week."
RESTS = "Closeness is resting"


def first_of(person: User, now: datetime) -> Item:
    return table.items(person, now=now)[0][0]


@pytest.fixture
def firsts(served: Couple, alice: User, bob: User, monday: datetime) -> tuple[Item, Item]:
    """The same thing, as each of them has it."""
    return first_of(alice, monday), first_of(bob, monday)


class TestBeforeBeginning:
    def test_alone_it_invites(self, hers: Client) -> None:
        shown = page(hers)
        assert "This one is for two" in shown
        assert "/us/invitation/" in shown
        assert hers.post(BEGIN)["Location"] == HOME

    def test_it_tells_the_limit_first(self, couple: Couple, hers: Client) -> None:
        shown = page(hers)
        for words in (
            "a deck of your own",
            "at most five things",
            "or was never asked, or there was no room",
            "somebody can guess",
            "it was the other, though not why",
            "never shown again",
            "No therapist and no editor",
            "Nothing here is expected",
            "/support/",
        ):
            assert words in shown, words

    def test_to_begin_leads_to_the_page_and_tells_the_other_nothing(
        self, options_there: None, couple: Couple, hers: Client, his: Client
    ) -> None:
        before = without_tokens(page(his))
        assert IDEA in sent(hers, BEGIN)
        assert hers.post(BEGIN)["Location"] == HOME
        assert without_tokens(page(his)) == before

    @pytest.mark.parametrize("path", [CARDS, TOGETHER, "/closeness/pace/", "/closeness/ideas/"])
    def test_nothing_else_is_there_yet(self, path: str, couple: Couple, hers: Client) -> None:
        assert hers.get(path)["Location"] == HOME

    def test_it_is_for_partners(self, tess: User, client_of: ClientOf) -> None:
        assert client_of(tess).get(HOME).status_code == 404

    def test_it_is_found_where_the_exercises_are_and_not_on_today(
        self, both: Couple, hers: Client
    ) -> None:
        assert HOME in page(hers, "/exercises/")
        assert HOME not in page(hers, "/")


class TestTheWeek:
    def test_the_idea_and_the_next_page_are_there_whatever_stands(
        self, both: Couple, clock: Clock, alice: User, monday: datetime, client_of: ClientOf
    ) -> None:
        shown = page(client_of(alice))
        assert IDEA in shown
        assert QUIET in shown
        assert "Your next page comes on Sunday 10 May at 18:00." in shown
        table.close()
        clock(monday)
        assert QUIET in page(client_of(alice))

    def test_both_read_the_same(self, served: Couple, hers: Client, his: Client) -> None:
        ours, theirs = page(hers), page(his)
        assert IDEA in ours
        assert QUIET not in ours
        assert ours.count("<article") == theirs.count("<article") == 5
        assert headings(ours) == headings(theirs)
        assert "Your next page comes on Sunday 17 May at 18:00." in ours

    def test_five_things_ask_the_database_as_much_as_none(
        self, served: Couple, alice: User, bob: User, hers: Client, monday: datetime
    ) -> None:
        full = asked(hers)
        with acting_as(bob):
            ending.take_all_back(served, by=bob)
        assert QUIET in page(hers)
        assert asked(hers) == full

    def test_between_two_weeks_it_does_not_break(
        self, both: Couple, clock: Clock, alice: User, client_of: ClientOf
    ) -> None:
        clock(datetime.fromisoformat("2026-05-10T16:00:30+00:00"))
        browser = client_of(alice)
        assert "comes in a few minutes" in page(browser)
        assert IDEA in page(browser)
        assert "No cards just now" in page(browser, CARDS)

    def test_the_time_is_of_whoever_reads(
        self, options_there: None, alice: User, now: datetime, client_of: ClientOf, clock: Clock
    ) -> None:
        far = factories.person("kai", time_zone="Asia/Tokyo")
        factories.couple(alice, far, now=now)
        table.begin(alice, far, now=now)
        assert "on Monday 11 May at 01:00." in page(client_of(far))

    def test_it_tells_nothing_to_a_history(self, served: Couple, hers: Client) -> None:
        shown = page(hers)
        assert "waiting for" not in shown
        assert "<title>Moments</title>" in shown
        assert hers.get(HOME)["Cache-Control"] == "no-store"


class TestAThing:
    def test_did_it_leads_to_how_it_was_and_counts_when_both_say_so(
        self, served: Couple, hers: Client, his: Client, firsts: tuple[Item, Item]
    ) -> None:
        mine, theirs = firsts
        before = page(his)
        for _ in range(2):
            assert hers.post(thing(mine.pk, "did"))["Location"] == how(mine.pk)
        assert without_tokens(page(his)) == without_tokens(before)
        assert "Room for good memories" in page(hers, TOGETHER)
        his.post(thing(theirs.pk, "did"))
        assert "done, you both say" in page(hers)
        assert "in the week from 10 May 2026" in page(hers, TOGETHER)

    def test_smaller_stands_so_for_both(
        self, served: Couple, alice: User, hers: Client, his: Client, monday: datetime
    ) -> None:
        item = first_of(alice, monday)
        for _ in range(2):
            assert "Smaller, this time:" in sent(hers, thing(item.pk, "smaller"))
        assert "Smaller, this time:" in page(his)

    @pytest.mark.parametrize("what", ["not-this-week", "take-back"])
    def test_what_ends_leaves_both_pages(
        self, what: str, served: Couple, alice: User, hers: Client, his: Client, monday: datetime
    ) -> None:
        item = first_of(alice, monday)
        assert sent(hers, thing(item.pk, what)).count("<article") == 4
        assert page(his).count("<article") == 4

    @pytest.mark.parametrize("what", ["did", "smaller", "not-this-week", "take-back"])
    def test_ended_meanwhile_it_is_told_in_the_same_words(
        self, what: str, served: Couple, hers: Client, his: Client, firsts: tuple[Item, Item]
    ) -> None:
        mine, theirs = firsts
        his.post(thing(theirs.pk, "take-back"))
        assert "This one has ended." in sent(hers, thing(mine.pk, what))

    @pytest.mark.parametrize("what", ["did", "smaller", "not-this-week", "take-back"])
    def test_what_is_not_theirs_is_not_there(
        self, what: str, served: Couple, bob: User, hers: Client, monday: datetime
    ) -> None:
        his_own = first_of(bob, monday)
        assert hers.post(thing(his_own.pk, what)).status_code == 404
        assert hers.post(thing("A" * 22, what)).status_code == 404

    def test_ended_between_two_steps_it_is_not_done(
        self, served: Couple, alice: User, bob: User, monday: datetime
    ) -> None:
        item, its = table.items(alice, now=monday)[0]
        with as_dealer():
            Item.objects.filter(pair=item.pair).update(ended=True)
        with acting_as(alice), pytest.raises(doing.Ended):
            doing.did(item, its, by=alice)


class TestHowItWas:
    @pytest.fixture
    def done(self, served: Couple, alice: User, hers: Client, monday: datetime) -> Item:
        item = first_of(alice, monday)
        hers.post(thing(item.pk, "did"))
        return item

    def test_it_is_for_oneself_and_can_be_skipped(self, done: Item, hers: Client) -> None:
        shown = page(hers, how(done.pk))
        assert "Only me." in shown
        assert "Skip this" in shown
        assert "checked" not in shown
        assert "Kept, for you alone." in sent(hers, how(done.pk), comfort="7")
        assert "checked" not in page(hers, how(done.pk))

    def test_a_number_is_asked_for(self, done: Item, hers: Client) -> None:
        answer = hers.post(how(done.pk), {"comfort": "11"})
        assert "Choose one of the numbers" in answer.content.decode()

    def test_what_was_not_done_has_no_such_page(
        self, served: Couple, alice: User, bob: User, hers: Client, monday: datetime
    ) -> None:
        his_own = first_of(bob, monday)
        assert hers.get(how(his_own.pk)).status_code == 404
        assert hers.get(how("A" * 22)).status_code == 404

    def test_below_the_line_it_says_that_the_pace_went_back(
        self, served: Couple, alice: User, hers: Client, monday: datetime
    ) -> None:
        with as_dealer():
            rows = Item.objects.filter(couple=served, person=alice)
            one = rows.order_by("place")[0]
            one.what = "l2-0:1"
            one.save(update_fields=["what"])
        table.limit(alice, Limits(level=2))
        hers.post(thing(one.pk, "did"))
        assert "your pace is a level back now" in sent(hers, how(one.pk), comfort="1")
        assert table.limits(alice).level == 1


def asked(browser: Client) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        page(browser)
    return [one["sql"].split("WHERE")[0].split('"s')[0] for one in queries.captured_queries]

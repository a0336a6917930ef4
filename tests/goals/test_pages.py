"""The pages on which a goal is found, signed, rated and laid to rest."""

from datetime import datetime

import pytest
from django.test import Client

from couples import journal, pauses
from couples.models import Couple, User
from goals import agreeing, suggesting
from goals.models import Draft, Goal, Step
from goals.views import writing
from privacy.context import acting_as
from tests.goals import tales
from tests.goals.pages import HOME, NEW, at, page, sent
from tests.goals.tales import EVERY, HOPED


def rating(step: str, number: int = 0, seen: int = 1) -> dict[str, object]:
    return {"step": step, "number": number, "seen": seen}


class TestTheList:
    def test_invites_whoever_has_none(self, couple: Couple, hers: Client) -> None:
        tales.an_idea()
        shown = page(hers, HOME)
        assert "Nothing is set yet" in shown
        assert "We say hello" in shown

    def test_is_there_for_somebody_alone(self, hers: Client) -> None:
        assert "As soon as your partner has joined" in page(hers, HOME)

    def test_says_whose_turn_it_is_to_read(self, offered: Goal, hers: Client, his: Client) -> None:
        assert "Offered by you" in page(hers, HOME)
        assert "There is a version for you to read" in page(his, HOME)
        his.post(at(offered, "sign/"), {"seen": 1})
        assert "A look at it until 19 May" in page(hers, HOME)

    def test_says_words_before_the_number(
        self, goal: Goal, alice: User, bob: User, his: Client, now: datetime
    ) -> None:
        for one in (alice, bob):
            tales.rated(goal, one, Step.LESS, now=now)
        shown = page(his, HOME)
        assert "The next look is from 20 May" in shown
        words, number = "Somewhat below what was hoped for", "now 40."
        assert shown.index(words) < shown.index(number)

    def test_keeps_what_rests_apart(
        self, goal: Goal, alice: User, his: Client, now: datetime
    ) -> None:
        tales.rests(goal, alice, now=now)
        shown = page(his, HOME)
        assert "At rest" in shown
        assert "Nothing is set yet" in shown

    def test_says_when_there_are_enough(
        self, couple: Couple, alice: User, bob: User, hers: Client, now: datetime
    ) -> None:
        for _ in range(agreeing.MOST):
            tales.agreed(couple, alice, bob, now=now)
        assert "that is plenty" in page(hers, HOME)
        assert "that is plenty" in hers.post(NEW, sent()).content.decode()


class TestSigning:
    def test_the_other_signs_what_they_read(self, offered: Goal, hers: Client, his: Client) -> None:
        shown = page(his, at(offered))
        assert HOPED in shown
        assert "Sign only what you want as well." in shown
        his.post(at(offered, "sign/"), {"seen": 1})
        for one in (hers, his):
            assert "Signed by both of you." in page(one, at(offered))

    def test_of_what_was_changed_meanwhile_it_is_said(
        self, offered: Goal, alice: User, his: Client, now: datetime
    ) -> None:
        tales.changed(offered, alice, "Other words", seen=1, now=now)
        his.post(at(offered, "sign/"), {"seen": 1})
        shown = page(his, at(offered))
        assert "changed meanwhile" in shown
        assert "Signed by both" not in shown
        his.post(at(offered, "sign/"), {"seen": "x"})

    def test_a_changed_version_goes_back(self, offered: Goal, hers: Client, his: Client) -> None:
        assert HOPED in page(his, at(offered, "change/"))
        his.post(at(offered, "change/"), sent(seen=1, title="In his words"))
        shown = page(hers, at(offered))
        assert "In his words" in shown
        assert "Bob has written and signed it." in shown
        hers.post(at(offered, "sign/"), {"seen": 2})
        assert "Signed by both of you." in page(his, at(offered))

    def test_of_two_changes_at_once_nothing_is_lost(
        self, goal: Goal, bob: User, hers: Client, now: datetime
    ) -> None:
        tales.changed(goal, bob, "His words", seen=1, now=now)
        again = hers.post(at(goal, "change/"), sent(seen=1, title="Her words"))
        assert "Her words" in again.content.decode()
        assert "newer version" in again.content.decode()
        wrong = hers.post(at(goal, "change/"), sent(seen=2, title=""))
        assert "still empty" in wrong.content.decode()
        fresh = again.context["form"].data
        assert hers.post(at(goal, "change/"), fresh.dict()).status_code == 302
        assert "Your changed version" in page(hers, at(goal))

    def test_sent_twice_it_is_one_version(self, goal: Goal, his: Client, now: datetime) -> None:
        form = sent(seen=1, title="His words")
        for _ in range(2):
            assert his.post(at(goal, "change/"), form).status_code == 302
        assert "His words" in page(his, at(goal))

    @pytest.mark.parametrize("first", ["goal", "offered"])
    def test_of_one_that_rests_by_now_the_words_are_kept(
        self, first: str, request: pytest.FixtureRequest, alice: User, bob: User, his: Client,
        now: datetime, monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        """It was laid to rest between opening the page and sending it."""
        found = request.getfixturevalue(first)
        open_goal = tales.again(found)
        monkeypatch.setattr(writing, "_found", lambda *_: open_goal)
        tales.rests(found, alice, now=now)
        answer = his.post(at(found, "change/"), sent(seen=1, title="Late"))
        assert answer["Location"] == (at(found) if first == "goal" else HOME)
        with acting_as(bob):
            assert Draft.objects.about(found.public_id, by=bob)


class TestRating:
    def test_shows_the_steps_and_who_reads_it(self, goal: Goal, hers: Client) -> None:
        shown = page(hers, at(goal))
        assert "Only you read this, until both of you" in shown
        assert f"As hoped: {HOPED}" in shown

    def test_is_one_s_own_until_both_have(self, goal: Goal, hers: Client, his: Client) -> None:
        untouched = page(his, at(goal))
        hers.post(at(goal, "rate/"), rating("-1"))
        assert "You can change it until both are in." in page(hers, at(goal))
        assert masked(page(his, at(goal))) == masked(untouched)
        his.post(at(goal, "rate/"), rating("2"))
        for one in (hers, his):
            shown = page(one, at(goal))
            assert "<strong>Alice</strong>: Less than hoped" in shown
            assert "<strong>Bob</strong>: Much more than hoped" in shown
            assert "The next look is from Wednesday 20 May" in shown

    def test_says_what_is_missing(self, goal: Goal, hers: Client) -> None:
        assert "comes closest" in hers.post(at(goal, "rate/"), rating("")).content.decode()

    def test_of_a_page_from_before_it_is_said(
        self, couple: Couple, alice: User, bob: User, hers: Client, now: datetime
    ) -> None:
        goal = tales.agreed(couple, alice, bob, now=now - EVERY)
        hers.post(at(goal, "rate/"), rating("1"))
        shown = page(hers, at(goal))
        assert "This page was from before." in shown
        assert "You can change it" not in shown

    def test_waits_behind_the_lock(
        self, goal: Goal, alice: User, hers: Client, now: datetime
    ) -> None:
        hers.post(at(goal, "rate/"), rating("-1"))
        with acting_as(alice):
            journal.lock(by=alice, pin="402871", now=now)
        shown = page(hers, at(goal))
        assert "is locked" in shown
        assert "checked" not in shown
        assert "/settings/journal/open/" in hers.post(at(goal, "rate/"), rating("2"))["Location"]

    def test_waits_while_the_two_rest(
        self, goal: Goal, couple: Couple, bob: User, hers: Client, now: datetime
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=1, now=now)
        assert "resting" in page(hers, HOME)
        assert "resting" in page(hers, at(goal))
        hers.post(at(goal, "rate/"), rating("2"))
        assert tales.page(goal, bob, now=now).shown == []

    def test_draws_two_lines_told_apart_by_name_and_style(
        self, couple: Couple, alice: User, bob: User, his: Client, now: datetime
    ) -> None:
        goal = tales.agreed(couple, alice, bob, now=now - EVERY)
        given = ((Step.LESS, Step.MUCH_LESS), (Step.HOPED, Step.MORE))
        for number, steps in enumerate(given):
            then = now - (1 - number) * EVERY
            for one, step in zip((alice, bob), steps, strict=True):
                tales.rated(goal, one, step, now=then, number=number)
        shown = page(his, at(goal))
        assert "Alice: −1 on 22 Apr, 0 on 6 May; between −1 and 0." in shown
        assert shown.count("trend__line--dashed") == 1
        assert shown.count('<path d="M0 ') == 2  # each a line, not dots alone


class TestResting:
    def test_is_asked_once_more(self, goal: Goal, hers: Client, his: Client) -> None:
        assert "nothing says whose wish it was" in page(hers, at(goal, "rest/"))
        assert hers.post(at(goal, "rest/"))["Location"] == HOME
        for one in (hers, his):
            assert "This goal rests." in page(one, at(goal))
        assert his.get(at(goal, "change/"))["Location"] == at(goal)

    def test_an_offer_is_gone_for_both(self, offered: Goal, hers: Client, his: Client) -> None:
        assert "goes from both of your lists" in page(his, at(offered, "rest/"))
        his.post(at(offered, "rest/"))
        for one in (hers, his):
            assert one.get(at(offered)).status_code == 404


class TestToday:
    def test_has_it_on_its_page(self, offered: Goal, hers: Client, his: Client) -> None:
        assert "There is a goal for you to read" in page(his, "/")
        assert "There is a goal" not in page(hers, "/")

    def test_offers_what_waits_and_is_silent_about_the_other(
        self, offered: Goal, alice: User, bob: User, now: datetime
    ) -> None:
        def said(person: User) -> str:
            with acting_as(person):
                found = suggesting.one_is_offered(person, now) or suggesting.have_a_look(
                    person, now
                )
            return found.title if found else ""

        assert (said(alice), said(bob)) == ("", "There is a goal for you to read")
        tales.signed(offered, bob, now=now)
        assert said(alice) == said(bob) == "How far have you two come?"
        tales.rated(offered, bob, Step.MORE, now=now)
        assert (said(alice), said(bob)) == ("How far have you two come?", "")


def masked(shown: str) -> str:
    """But for the token of its form."""
    return "\n".join(line for line in shown.splitlines() if "csrfmiddlewaretoken" not in line)

"""Somebody’s own pace, levels that they open alone, and ideas that both read."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from closeness import own
from closeness.models import Answer, Limits
from couples import journal
from couples.models import Couple, User
from privacy.context import acting_as, as_dealer
from privacy.identifiers import new_public_id
from tests.closeness import table
from tests.closeness.pages import CARDS, HOME, IDEAS, PACE, level, page, sent, without_tokens

FURTHER, LINE, ALL_BACK = f"{PACE}further/", f"{PACE}line/", f"{PACE}take-back/"
BACK = "/closeness/pace/back/{}/"
IDEA: dict[str, Any] = {"name": "The  bench", "what": "Sit there.", "level": 3, "minutes": 10}


@pytest.mark.usefixtures("both")
class TestPace:
    def test_it_marks_where_i_am_and_nobody_else_reads_it(
        self, alice: User, both: Couple, hers: Client, his: Client
    ) -> None:
        before = [without_tokens(page(his, one)) for one in (HOME, PACE, CARDS)]
        shown = page(hers, PACE)
        assert shown.count("here I am") == 1
        assert "Only you see this." in shown
        assert "Sexual closeness, open" in shown
        sent(hers, FURTHER)
        assert [without_tokens(page(his, one)) for one in (HOME, PACE, CARDS)] == before

    def test_one_level_a_week(self, alice: User, hers: Client) -> None:
        assert "one level further. What belongs to it" in sent(hers, FURTHER)
        assert "One level a week is plenty." in page(hers, PACE)
        assert "One level a week is plenty." in sent(hers, FURTHER)
        assert table.limits(alice).level == 2

    def test_back_at_once(self, both: Couple, alice: User, hers: Client) -> None:
        table.limit(alice, Limits(level=4))
        assert page(hers, PACE).count("Back to here</button>") == 3
        assert "Nobody is told." in sent(hers, BACK.format(2))
        assert table.limits(alice).level == 2
        sent(hers, BACK.format(4))
        assert table.limits(alice).level == 2
        assert hers.post(BACK.format(0)).status_code == 404

    def test_the_last_has_nothing_further(self, both: Couple, alice: User, hers: Client) -> None:
        table.limit(alice, Limits(level=7))
        assert "One level further" not in page(hers, PACE)

    def test_the_line_is_drawn(self, alice: User, hers: Client) -> None:
        assert "Your line is drawn there now." in sent(hers, LINE, line="6")
        assert table.limits(alice).line == 6
        assert "Choose a number." in hers.post(LINE).content.decode()

    def test_everything_is_taken_back(
        self, served: Couple, alice: User, bob: User, hers: Client, his: Client
    ) -> None:
        assert "is taken back" in sent(hers, ALL_BACK)
        with as_dealer():
            assert not Answer.objects.filter(person=alice).exists()
            assert Answer.objects.filter(person=bob).exists()
        assert "A quiet page" in page(hers)
        assert "A quiet page" in page(his)

    def test_only_to_go_back_needs_no_pin(
        self, both: Couple, alice: User, hers: Client, now: datetime
    ) -> None:
        table.limit(alice, Limits(level=4))
        with acting_as(alice):
            journal.lock(by=alice, pin="402871", now=now)
        assert "/settings/journal/open/" in hers.post(FURTHER)["Location"]
        assert "/settings/journal/open/" in hers.get(PACE)["Location"]
        assert "/settings/journal/open/" in hers.get(CARDS)["Location"]
        hers.post(BACK.format(1))
        assert table.limits(alice).level == 1


@pytest.mark.usefixtures("both")
class TestLevels:
    def test_each_is_opened_alone_and_closed_at_any_time(
        self, both: Couple, alice: User, hers: Client
    ) -> None:
        table.limit(alice, Limits(level=5))
        shown = page(hers, level(5))
        assert "never a yes to a thing" in shown
        assert "Closed is a full answer." in shown
        assert "for 28 days" in sent(hers, level(5))
        assert "Open for you until Wednesday 3 June" in page(hers, PACE)
        assert "It ends by itself on Wednesday 3 June." in page(hers, level(5))
        assert "It is closed, from this moment on." in sent(hers, level(5, "close/"))
        assert not table.limits(alice).opened

    def test_further_leads_to_it(self, both: Couple, alice: User, hers: Client) -> None:
        table.limit(alice, Limits(level=4))
        assert hers.post(FURTHER)["Location"] == level(5)

    def test_above_one_that_is_closed_it_stays_closed(
        self, both: Couple, alice: User, hers: Client
    ) -> None:
        table.limit(alice, Limits(level=6))
        assert "The level before it is closed" in page(hers, level(6))
        assert "stays closed as well" in sent(hers, level(6))
        assert not table.limits(alice).opened

    def test_beyond_one_s_pace_there_is_nothing_to_open(self, hers: Client) -> None:
        assert hers.get(level(5))["Location"] == PACE
        assert hers.post(level(5))["Location"] == PACE

    @pytest.mark.parametrize("number", [0, 4, 8])
    def test_others_have_no_such_page(self, number: int, hers: Client) -> None:
        assert hers.get(level(number)).status_code == 404
        assert hers.post(level(number, "close/")).status_code == 404


@pytest.mark.usefixtures("both")
class TestIdeas:
    def test_both_read_what_one_adds(self, hers: Client, his: Client) -> None:
        token = new_public_id()
        for _ in range(2):
            assert "Added." in sent(hers, IDEAS, token=token, **IDEA)
        assert (
            page(hers, IDEAS).count("The bench") == 2
        )  # its name, and on the button that removes it
        theirs = page(his, IDEAS)
        assert theirs.count("The bench") == 1
        assert "Added by Alice." in theirs

    def test_only_the_levels_open_to_everybody(self, hers: Client) -> None:
        fields = IDEA | {"token": new_public_id(), "level": 5}
        assert "Added." not in hers.post(IDEAS, fields).content.decode()
        assert "Sensual" not in page(hers, IDEAS)

    def test_it_says_when_there_are_enough(
        self, hers: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(own, "MOST_OWN", 0)
        shown = hers.post(IDEAS, {"token": new_public_id()} | IDEA).content.decode()
        assert "Remove one first." in shown

    def test_it_takes_three_new_ones_in_four_weeks_removed_or_not(
        self, both: Couple, alice: User, hers: Client
    ) -> None:
        for number in range(3):
            sent(hers, IDEAS, token=new_public_id(), **IDEA | {"name": f"Idea {number}"})
            with acting_as(alice):
                hers.post(f"{IDEAS}{own.of(both)[0].pk}/remove/")
        one_more = {"token": new_public_id()} | IDEA
        assert "Three new ones" in hers.post(IDEAS, one_more).content.decode()

    def test_whoever_added_it_removes_it(
        self, both: Couple, alice: User, hers: Client, his: Client
    ) -> None:
        sent(hers, IDEAS, token=new_public_id(), **IDEA)
        with acting_as(alice):
            remove = f"{IDEAS}{own.of(both)[0].pk}/remove/"
        assert his.post(remove).status_code == 404
        assert hers.post(remove)["Location"] == IDEAS
        assert hers.post(remove).status_code == 404
        assert "The bench" not in page(his, IDEAS)

    def test_they_rest_as_well(self, hers: Client) -> None:
        hers.post("/closeness/rest/", {"wish": "rest"})
        assert hers.get(IDEAS)["Location"] == HOME
        assert page(hers, PACE)

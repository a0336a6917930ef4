"""The page on which a goal is written, and what is kept while somebody types."""

from datetime import datetime

import pytest
from django.http import QueryDict
from django.test import Client

from couples import journal, pairing
from couples.away import Fate
from couples.models import Couple, User
from goals import agreeing
from goals.models import Goal
from goals.views import writing
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests.goals import tales
from tests.goals.pages import HOME, NEW, at, page, sent
from tests.goals.tales import HOPED, TITLE


@pytest.mark.usefixtures("couple")
class TestWriting:
    def test_says_who_reads_it_and_what_a_goal_is_about(self, hers: Client) -> None:
        shown = page(hers, NEW)
        assert "Only you read this while you write." in shown
        assert "About what both of you do" in shown

    def test_begins_with_an_idea(self, hers: Client) -> None:
        tales.an_idea()
        shown = page(hers, f"{NEW}?idea=hello")
        assert 'value="We say hello"' in shown
        assert "On most days." in shown
        assert 'value="We' not in page(hers, f"{NEW}?idea=gone")

    def test_offers_it_once(self, hers: Client) -> None:
        form = sent()
        first, second = hers.post(NEW, form), hers.post(NEW, form)
        assert first["Location"] == second["Location"]
        shown = page(hers, first["Location"])
        assert TITLE in shown
        assert "You have written and signed it." in shown

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"title": " "}, "still empty"),
            ({"hoped": ""}, "still empty"),
            ({"stage": ""}, "still empty"),
            ({"much_more": "x" * 161}, "161 characters"),
            ({"stage": "nonsense"}, "nonsense"),
            ({"token": "x"}, "Please look at this again"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, fields: dict[str, str], why: str, hers: Client
    ) -> None:
        shown = hers.post(NEW, sent() | fields)
        assert why in shown.content.decode()
        assert "We talk once a week." in shown.content.decode()

    def test_the_longest_of_everything_fits(self, hers: Client) -> None:
        long = dict.fromkeys(("hoped", "less", "more"), "x" + "\x01" * 158 + "x")
        whole = sent(**long, title="x" + "\u0001" * 78 + "x")
        assert hers.post(f"{NEW}keep/", whole).status_code == 204
        assert hers.post(NEW, whole).status_code == 302

    def test_alone_it_is_kept_for_later(self, alice: User, hers: Client, now: datetime) -> None:
        with acting_as(alice):
            couple = pairing.couple_of(alice, now=now)
            pairing.unpair(couple, by=alice, now=now)
        assert "nobody here yet" in hers.post(NEW, sent()).content.decode()
        assert HOPED in page(hers, NEW)


class TestWhatIsTyped:
    def test_comes_back(self, couple: Couple, hers: Client, his: Client) -> None:
        form = {"token": new_public_id(), "hoped": "Half a sen", "stage": "growth"}
        assert hers.post(f"{NEW}keep/", form).status_code == 204
        shown = page(hers, NEW)
        assert "Half a sen" in shown
        assert "kept, for you alone" in shown
        assert "You have begun to write one" in page(hers, HOME)
        assert "Half a sen" not in page(his, NEW)

    def test_goes_when_it_is_offered(self, couple: Couple, hers: Client) -> None:
        form = sent()
        hers.post(f"{NEW}keep/", form)
        hers.post(NEW, form)
        assert HOPED not in page(hers, NEW)
        assert hers.post(f"{NEW}keep/", form).status_code == 409

    def test_can_be_begun_anew(self, couple: Couple, hers: Client) -> None:
        form = sent()
        hers.post(f"{NEW}keep/", form)
        assert hers.post(f"{NEW}forget/", form)["Location"] == HOME
        assert HOPED not in page(hers, NEW)
        empty = {"token": form["token"]}
        assert hers.post(f"{NEW}keep/", empty).status_code == 204

    def test_of_a_change_comes_back_too(self, goal: Goal, his: Client) -> None:
        assert his.post(at(goal, "keep/"), {"title": "Half a"}).status_code == 204
        assert 'value="Half a"' in page(his, at(goal, "change/"))

    @pytest.mark.parametrize("path", [f"{NEW}keep/", f"{NEW}forget/"])
    def test_needs_to_know_its_page(self, path: str, couple: Couple, hers: Client) -> None:
        assert hers.post(path, {"token": "x"}).status_code in {302, 400}

    def test_too_much_is_not_kept(self, couple: Couple, hers: Client) -> None:
        assert hers.post(f"{NEW}keep/", sent(title="x" * 81)).status_code == 422

    def test_waits_behind_the_lock(
        self, goal: Goal, alice: User, hers: Client, now: datetime
    ) -> None:
        hers.post(f"{NEW}keep/", sent())
        hers.post(at(goal, "keep/"), {"title": "Half a"})
        with acting_as(alice):
            journal.lock(by=alice, pin="402871", now=now)
        for path in (NEW, at(goal, "change/")):
            assert "/settings/journal/open/" in hers.get(path)["Location"]
        assert "You have begun" not in page(hers, HOME)

    def test_of_somebody_signed_out_is_kept(
        self, goal: Goal, couple: Couple, alice: User, mallory: User, now: datetime
    ) -> None:
        def data(**fields: str) -> QueryDict:
            query = QueryDict(mutable=True)
            query.update({"token": new_public_id(), **fields})
            return query

        with acting_as(alice):
            for fields, fate in (
                ({"title": "Words."}, Fate.KEPT),
                ({}, Fate.KEPT),
                ({"title": "x" * 100}, Fate.CUT),
                ({"stage": "?"}, Fate.LOST),
                ({"token": "?"}, Fate.LOST),
            ):
                assert writing.keep_new(by=alice, data=data(**fields), now=now) == fate
            for public_id, fate in ((goal.public_id, Fate.KEPT), ("x" * 22, Fate.LOST)):
                words = data(title="Words.")
                found = writing.keep_changed(by=alice, data=words, now=now, public_id=public_id)
                assert found == fate
            form = sent()
            agreeing.offer(couple, tales.worded(), token=form["token"], by=alice, now=now)
            late = data(token=form["token"], title="Words.")
            assert writing.keep_new(by=alice, data=late, now=now) == Fate.LOST

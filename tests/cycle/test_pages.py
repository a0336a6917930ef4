"""The pages on which somebody notes hard moments, finds and changes them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from couples.away import Fate
from couples.models import Couple, User
from cycle.models import Choice, Draft, Entry
from cycle.telling import MOST_TICKED, Told
from cycle.views import writing
from privacy.context import acting_as, asking
from tests import factories
from tests.cycle import hard
from tests.cycle.pages import MINE, NEW, SHARED, page, sent


@pytest.mark.usefixtures("words_there", "couple")
class TestNotingOne:
    def test_the_page_offers_words_and_says_who_reads_it(self, hers: Client) -> None:
        shown = page(hers, NEW)
        assert "Only you read this." in shown
        assert "Tired, nothing left" in shown
        assert 'value="2026-05-06"' in shown

    def test_ticks_alone_are_enough(self, hers: Client, alice: User) -> None:
        answer = hers.post(NEW, sent(cues=["tired"], own_move="Slammed  the\r\ndoor"))
        assert answer.status_code == 302
        shown = page(hers, answer["Location"])
        assert "Tired, nothing left" in shown
        assert "“Slammed the door”" in shown
        assert "Nobody else knows that it is here." in shown

    def test_the_same_page_sent_twice_is_one(self, hers: Client, alice: User) -> None:
        form = sent(story="Dark kitchen.")
        first, second = hers.post(NEW, form), hers.post(NEW, form)
        assert first["Location"] == second["Location"]
        with acting_as(alice):
            assert Entry.objects.count() == 1

    def test_the_same_page_with_other_words_keeps_both(self, hers: Client, alice: User) -> None:
        form = sent(story="Dark kitchen.")
        hers.post(NEW, form)
        again = hers.post(NEW, form | {"story": "Cold bed."})
        assert "Cold bed." in again.content.decode()
        fresh = again.context["form"].data["token"]
        assert hers.post(NEW, form | {"story": "Cold bed.", "token": fresh}).status_code == 302
        with acting_as(alice):
            assert Entry.objects.count() == 2

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({}, "at least one thing"),
            ({"story": "x" * 501}, "501 characters"),
            ({"story": "Mine.", "on": "2026-05-08"}, "still to come"),
            ({"story": "Mine.", "on": ""}, "choose the day"),
            ({"story": "Mine.", "on": "yesterday"}, "no day"),
            ({"story": "Mine.", "cues": ["nonsense"]}, "changed meanwhile"),
            ({"story": "Mine.", "token": "x"}, "Please look at this again"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, fields: dict[str, Any], why: str, hers: Client
    ) -> None:
        shown = hers.post(NEW, sent() | fields)
        assert shown.status_code == 200
        assert why in shown.content.decode()
        assert fields.get("story", "") in shown.content.decode()

    def test_a_day_is_one_s_own(self, hers: Client, alice: User, now: datetime, clock: Any) -> None:
        """At half past midnight in Amsterdam it is tomorrow there, not yet in UTC."""
        clock(now + timedelta(hours=4))
        assert hers.post(NEW, sent(story="Late.", on="2026-05-07")).status_code == 302

    def test_at_most_a_few_ticks(self, hers: Client) -> None:
        slugs = [f"more-{number}" for number in range(MOST_TICKED + 1)]
        for slug in slugs:
            with asking(factories.CONTENT_WORK):
                Choice.objects.create(slug=slug, kind="cue", words=slug)
        Choice.objects.changed()
        shown = hers.post(NEW, sent(cues=slugs)).content.decode()
        assert f"At most {MOST_TICKED}" in shown

    def test_the_longest_of_everything_fits(self, hers: Client) -> None:
        own = {f"own_{name}": "\u0001" * 80 for name in ("cue", "move", "feeling", "need")}
        answer = hers.post(NEW, sent(story="x" + "\u0001" * 498 + "x", **own))
        assert answer.status_code == 302


@pytest.mark.usefixtures("words_there", "couple")
class TestWhatIsTyped:
    def test_is_kept_and_comes_back(self, hers: Client) -> None:
        form = sent(story="Half a sen", cues=["tired"], on="2026-05-02")
        assert hers.post(f"{NEW}keep/", form).status_code == 204
        shown = page(hers, NEW)
        assert "Half a sen" in shown
        assert 'value="2026-05-02"' in shown
        assert "Go on, or begin anew." in shown
        assert "Nothing is noted" in page(hers, MINE)

    def test_goes_when_it_is_kept_as_a_moment(self, hers: Client) -> None:
        form = sent(story="A sentence.")
        hers.post(f"{NEW}keep/", form)
        hers.post(NEW, form)
        assert "Go on, or begin anew." not in page(hers, NEW)
        assert hers.post(f"{NEW}keep/", form).status_code == 409

    def test_can_be_begun_anew(self, hers: Client) -> None:
        form = sent(story="A sentence.")
        hers.post(f"{NEW}keep/", form)
        assert hers.post(f"{NEW}forget/", form)["Location"] == MINE
        assert "A sentence." not in page(hers, NEW)

    def test_of_a_change_comes_back_too(self, hers: Client, entry: Entry) -> None:
        there = entry.get_absolute_url()
        assert hers.post(f"{there}keep/", {"story": "Otherwise."}).status_code == 204
        assert "Otherwise." in page(hers, f"{there}change/")
        assert hard.STORY in page(hers, there)

    def test_is_not_kept_where_it_is_too_long(self, hers: Client) -> None:
        assert hers.post(f"{NEW}keep/", sent(story="x" * 501)).status_code == 422
        assert hers.post(f"{NEW}keep/", {"token": "x"}).status_code == 400

    def test_of_nothing_there_is_nothing_to_go_on_with(self, hers: Client, alice: User) -> None:
        form = sent(story="A sentence.")
        hers.post(f"{NEW}keep/", form)
        assert hers.post(f"{NEW}keep/", form | {"story": ""}).status_code == 204
        assert "Go on, or begin anew." not in page(hers, NEW)

    def test_of_a_change_can_be_given_up(self, hers: Client, entry: Entry) -> None:
        there = entry.get_absolute_url()
        hers.post(f"{there}keep/", {"story": "Otherwise."})
        hers.post(f"{NEW}forget/", {"token": entry.public_id})
        assert "Otherwise." not in page(hers, f"{there}change/")

    def test_outlives_a_session(self, alice: User, now: datetime) -> None:
        """As much of it as a page holds."""
        told = QueryDict(mutable=True)
        told.update(sent(story="x" * 600))
        told.setlist("cues", ["tired"])
        with acting_as(alice):
            assert writing.keep_new(by=alice, data=told, now=now) == Fate.CUT
            told["story"] = "Short."
            assert writing.keep_new(by=alice, data=told, now=now) == Fate.KEPT
            assert Draft.objects.new_one(alice)
            told["token"] = "x"
            assert writing.keep_new(by=alice, data=told, now=now) == Fate.LOST
            lost = writing.keep_changed(by=alice, data=told, now=now, public_id="A" * 22)
            assert lost == Fate.LOST

    def test_is_kept_with_a_day_that_is_none(self, hers: Client) -> None:
        assert hers.post(f"{NEW}keep/", sent(story="Words.", on="soon")).status_code == 204
        assert "Words." in page(hers, NEW)


class TestChangingOne:
    def test_says_what_it_is_now(self, hers: Client, entry: Entry) -> None:
        there = f"{entry.get_absolute_url()}change/"
        assert hard.STORY in page(hers, there)
        form = sent(entry.public_id, seen=1, story="Another.", moves=["pursued"], on="2026-05-01")
        assert hers.post(there, form)["Location"] == entry.get_absolute_url()
        shown = page(hers, entry.get_absolute_url())
        assert "Another." in shown
        assert "Friday 1 May 2026" in shown

    def test_of_two_tabs_the_later_is_asked(self, hers: Client, entry: Entry) -> None:
        there = f"{entry.get_absolute_url()}change/"
        hers.post(there, sent(entry.public_id, seen=1, story="First tab."))
        late = hers.post(there, sent(entry.public_id, seen=1, story="Second tab."))
        assert "changed in another tab" in late.content.decode()
        assert "Second tab." in late.content.decode()
        seen = late.context["form"].data["seen"]
        hers.post(there, sent(entry.public_id, seen=seen, story="Second tab."))
        assert "Second tab." in page(hers, entry.get_absolute_url())

    def test_what_is_shared_is_private_again(
        self, hers: Client, his: Client, entry: Entry, couple: Couple, alice: User, now: datetime
    ) -> None:
        hard.share(entry, couple, alice, now=now)
        there = f"{entry.get_absolute_url()}change/"
        assert "yours alone again" in page(hers, there)
        hers.post(there, sent(entry.public_id, seen=2, story="Not for him."))
        assert "Nothing here" in page(his, SHARED)

    def test_of_one_removed_meanwhile_the_words_stay(self, hers: Client, entry: Entry) -> None:
        there = entry.get_absolute_url()
        assert hers.post(f"{there}remove/")["Location"] == MINE
        answer = hers.post(f"{there}change/", sent(entry.public_id, seen=1, story="Typed long."))
        assert answer["Location"] == NEW
        assert "Typed long." in page(hers, NEW)

    def test_is_for_nobody_else(self, his: Client, entry: Entry) -> None:
        there = entry.get_absolute_url()
        assert his.get(there).status_code == 404
        assert his.get(f"{there}change/").status_code == 404
        for act in ("change", "keep", "share", "unshare", "remove"):
            assert his.post(f"{there}{act}/", {"seen": 1}).status_code == 404

    def test_a_word_that_is_retired_stays_ticked(self, hers: Client, entry: Entry) -> None:
        Choice.objects.filter(slug="tired").update(retired=True)
        Choice.objects.changed()
        assert "Tired, nothing left" not in page(hers, NEW)
        form = sent(entry.public_id, seen=1, cues=["tired"])
        there = entry.get_absolute_url()
        assert hers.post(f"{there}keep/", form).status_code == 204
        assert hers.post(f"{there}change/", form).status_code == 302
        assert "Tired, nothing left" in page(hers, there)


class TestTheList:
    def test_comes_a_page_at_a_time(self, hers: Client, alice: User, words_there: None) -> None:
        for day in range(1, 26):
            hard.noted(alice, Told(f"On the {day}."), on=datetime(2026, 4, day).date())  # noqa: DTZ001 - a day alone
        assert "On the 25." in page(hers, MINE)
        assert "On the 5." not in page(hers, MINE)
        assert "On the 5." in page(hers, f"{MINE}?page=2")
        assert "On the 5." in page(hers, f"{MINE}?page=99")

    def test_of_the_other_comes_a_page_at_a_time(
        self, his: Client, alice: User, couple: Couple, words_there: None, now: datetime
    ) -> None:
        for number in range(12):
            hard.shared(couple, alice, Told(f"Number {number}."), now=now)
        assert "Number 11." in page(his, SHARED)
        assert "Number 1." not in page(his, SHARED)
        assert "Number 1." in page(his, f"{SHARED}?page=2")

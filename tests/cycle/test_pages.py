"""The pages of hard moments and of the cycle, as each of the two meets them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from couples import pairing, pauses
from couples.away import Fate
from couples.models import Couple, User
from cycle import choices, drafting
from cycle.models import Choice, Entry
from cycle.telling import MOST_TICKED, Told
from cycle.views import writing
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests.cycle import hard
from tests.privacy.masks import without_csrf

HOME, MINE, NEW, SHARED = "/cycle/", "/cycle/moments/", "/cycle/moments/new/", "/cycle/shared/"
NAME, EXITS = "/cycle/name/", "/cycle/ways-out/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def sent(token: str = "", **fields: Any) -> dict[str, Any]:
    return {"token": token or new_public_id(), "seen": 0, "on": "2026-05-06"} | fields


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
            Choice.objects.create(slug=slug, kind="cue", words=slug)
        choices.changed()
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
            assert drafting.new_one(alice)
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
        choices.changed()
        assert "Tired, nothing left" not in page(hers, NEW)
        form = sent(entry.public_id, seen=1, cues=["tired"])
        there = entry.get_absolute_url()
        assert hers.post(f"{there}keep/", form).status_code == 204
        assert hers.post(f"{there}change/", form).status_code == 302
        assert "Tired, nothing left" in page(hers, there)


class TestSharing:
    def test_says_first_who_reads_it(self, hers: Client, his: Client, entry: Entry) -> None:
        there = entry.get_absolute_url()
        assert "Bob then reads this page as it stands" in page(hers, there)
        hers.post(f"{there}share/", {"seen": 1})
        assert "You and your partner read this." in page(hers, there)
        assert hard.STORY in page(his, SHARED)
        assert hard.STORY not in page(his, HOME)

    def test_taken_back_it_looks_as_if_it_had_never_been(
        self, hers: Client, his: Client, entry: Entry
    ) -> None:
        before = [his.get(one).content for one in (SHARED, HOME)]
        there = entry.get_absolute_url()
        hers.post(f"{there}share/", {"seen": 1})
        assert his.get(SHARED).content != before[0]
        hers.post(f"{there}unshare/")
        assert [his.get(one).content for one in (SHARED, HOME)] == before
        assert "Nobody else knows that it is here." in page(hers, there)

    def test_what_was_changed_meanwhile_is_read_first(
        self, hers: Client, his: Client, entry: Entry
    ) -> None:
        there = entry.get_absolute_url()
        hers.post(f"{there}change/", sent(entry.public_id, seen=1, story="Harsher."))
        answer = hers.post(f"{there}share/", {"seen": 1}, follow=True)
        assert "Read it once more" in answer.content.decode()
        assert "Nothing here" in page(his, SHARED)

    def test_waits_while_the_two_rest(
        self, hers: Client, entry: Entry, couple: Couple, bob: User, now: datetime
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=2, now=now)
        there = entry.get_absolute_url()
        assert f"{there}share/" not in page(hers, there)
        answer = hers.post(f"{there}share/", {"seen": 1}, follow=True)
        assert "when the rest is over" in answer.content.decode()
        assert "You share it" not in answer.content.decode()

    def test_nothing_tells_of_reading(self, hers: Client, his: Client, entry: Entry) -> None:
        there = entry.get_absolute_url()
        hers.post(f"{there}share/", {"seen": 1})
        page(hers, there)
        before = without_csrf(hers.get(there).content)
        page(his, SHARED)
        assert without_csrf(hers.get(there).content) == before

    def test_after_parting_each_keeps_their_own(
        self, hers: Client, his: Client, entry: Entry, couple: Couple, bob: User, now: datetime
    ) -> None:
        there = entry.get_absolute_url()
        hers.post(f"{there}share/", {"seen": 1})
        with acting_as(bob):
            pairing.unpair(couple, by=bob, now=now)
        assert his.get(SHARED).status_code == 302
        assert "Nobody else knows" in page(hers, there)
        assert f"{there}share/" not in page(hers, there)
        form = sent(entry.public_id, seen=2, story="Later words.")
        assert hers.post(f"{there}change/", form).status_code == 302
        hers.post(f"{there}share/", {"seen": 3})
        assert "Later words." in page(hers, there)


class TestTheList:
    def test_comes_a_page_at_a_time(self, hers: Client, alice: User, words_there: None) -> None:
        for day in range(1, 26):
            hard.noted(alice, Told(f"On the {day}."), on=datetime(2026, 4, day).date())  # noqa: DTZ001
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


@pytest.mark.usefixtures("words_there", "couple")
class TestTheCycle:
    def test_invites_and_says_nothing_of_the_other(
        self, his: Client, couple: Couple, alice: User, now: datetime
    ) -> None:
        empty = his.get(HOME).content
        assert b"Nothing is drawn here" in empty
        hard.noted(alice, on=alice.local_date(now))
        assert his.get(HOME).content == empty
        hard.shared(couple, alice, now=now)
        assert his.get(HOME).content == empty

    def test_is_drawn_from_both_with_a_text_beside_it(
        self, hers: Client, his: Client, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        hard.shared(couple, alice, hard.HERS, now=now)
        assert "Your half of it" in page(hers, HOME)
        hard.shared(couple, bob, hard.HIS, now=now)
        for shown in (page(hers, HOME), page(his, HOME)):
            assert "<svg" in shown
            assert "<strong>Then Alice:</strong> Went quiet." in shown
            assert "<strong>Bob sees:</strong> Silence, and no way in." in shown
            assert "<strong>Alice sees:</strong> Question after question." in shown

    def test_has_a_name_that_either_gives(self, hers: Client, his: Client) -> None:
        his.post(NAME, {"seen": 0, "words": "The spin"})
        hers.post(NAME, {"seen": 1, "words": "The <b>wind</b>"})
        late = his.post(NAME, {"seen": 1, "words": "The storm"}).content.decode()
        assert "The storm" in late
        assert "The &lt;b&gt;wind&lt;/b&gt;" in late
        assert his.post(NAME, {"seen": 2, "words": "The storm"})["Location"] == HOME

    def test_has_ways_out_and_each_removes_their_own(
        self, hers: Client, his: Client, couple: Couple, bob: User
    ) -> None:
        assert "Hold out a hand" in page(his, EXITS)
        for fields in ({"chosen": "Hold out a hand"}, {"own": "Step outside together"}):
            his.post(EXITS, {"token": new_public_id()} | fields)
        assert "Step outside together" in page(hers, HOME)
        known = hard.exits(couple, bob)
        for client, left in ((hers, 2), (his, 0)):
            for one in known:
                client.post(f"{EXITS}{one.public_id}/remove/")
            assert len(hard.exits(couple, bob)) == left

    @pytest.mark.parametrize(
        ("path", "fields"),
        [
            (NAME, {"seen": 0, "words": "x" * 41}),
            (NAME, {"seen": "x", "words": "The spin"}),
            (EXITS, {"token": "A" * 22}),
            (EXITS, {"token": "A" * 22, "chosen": "Something else"}),
            (EXITS, {"token": "A" * 22, "own": "y" * 61}),
        ],
    )
    def test_what_is_wrong_is_said(self, path: str, fields: dict[str, Any], hers: Client) -> None:
        shown = hers.post(path, fields).content.decode()
        assert "Please look at this again" in shown
        assert str(fields.get("own", fields.get("words", ""))) in shown

    def test_rests_with_the_two(
        self, hers: Client, couple: Couple, alice: User, now: datetime
    ) -> None:
        with acting_as(alice):
            pauses.begin(couple, days=2, now=now)
        assert "You two are resting" in page(hers, HOME) or "resting" in page(hers, HOME)
        for path, fields in ((NAME, {"seen": 0, "words": "Mine"}), (EXITS, {"own": "Mine"})):
            shown = hers.post(path, {"token": new_public_id()} | fields).content.decode()
            assert "until the rest is over" in shown
            assert "Mine" in shown


def test_somebody_alone_can_note_and_shares_nothing(
    hers: Client, words_there: None, alice: User
) -> None:
    answer = hers.post(NEW, sent(story="Alone."))
    shown = page(hers, answer["Location"])
    assert "Share it" not in shown
    hers.post(f"{answer['Location']}share/", {"seen": 1})
    assert "Nobody else knows" in page(hers, answer["Location"])
    assert "What " not in page(hers, HOME).split("<main")[-1].split("menu")[-1]
    for path in (SHARED, NAME, EXITS):
        assert hers.get(path).status_code == 302

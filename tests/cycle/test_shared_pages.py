"""What is shared, and the cycle drawn from it, as each of the two meets them."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from couples import pairing, pauses
from couples.models import Couple, User
from cycle.models import Entry
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests.cycle import hard
from tests.cycle.pages import EXITS, HOME, NAME, NEW, SHARED, page, sent
from tests.privacy.masks import without_csrf


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

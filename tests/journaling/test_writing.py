"""A page of one's own, from its first word to its end."""

from datetime import datetime, timedelta

import pytest

from couples.models import Couple, User
from journaling import showing, writing
from journaling.models import Entry, Shared
from journaling.writing import KeptElsewhere, Opened, Page, Part
from privacy.context import acting_as
from tests.journaling import tales
from tests.journaling.tales import WORDS

ONE, TWO = Opened("1" * 22), Opened("2" * 22)
TOKEN = "t" * 22
FREE = Page(parts=(Part("", WORDS),))


class TestBeginning:
    def test_an_empty_page_leaves_no_trace(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            blank = Page(parts=(Part("", " \n"),))
            assert writing.begin(TOKEN, blank, opened=ONE, by=alice, now=now) is None
            assert not Entry.objects.exists()

    def test_sent_twice_it_is_one(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            first, second = (
                writing.begin(TOKEN, FREE, opened=ONE, by=alice, now=now) for _ in range(2)
            )
            assert first == second == Entry.objects.get()

    def test_from_two_tabs_the_first_stands(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            kept = writing.begin(TOKEN, FREE, opened=ONE, by=alice, now=now)
            with pytest.raises(KeptElsewhere):
                writing.begin(TOKEN, FREE.filled(["Other"]), opened=TWO, by=alice, now=now)
            assert kept
            assert writing.page_of(kept) == FREE

    def test_the_prompt_is_sealed_with_the_words(self, alice: User, now: datetime) -> None:
        found = tales.reframed(alice, now=now)
        names = {field.name for field in Entry._meta.get_fields()}
        assert names == {
            "id", "public_id", "person", "token", "page", "written", "begun_at", "touched_at",
        }  # fmt: skip
        with acting_as(alice):
            page = writing.page_of(found)
        assert page
        assert page.title == "Wrong"


class TestKeeping:
    def test_the_same_open_page_goes_on(self, entry: Entry, alice: User, now: datetime) -> None:
        opened = Opened("1" * 22, follows=entry.page)
        with acting_as(alice):
            for words in ("One", "One and two"):
                writing.keep(entry, FREE.filled([words]), opened=opened, now=now)
            assert _words(tales.again(entry, alice), alice) == "One and two"

    def test_of_two_tabs_the_later_one_is_told(
        self, entry: Entry, alice: User, now: datetime
    ) -> None:
        one, two = Opened("1" * 22, entry.page), Opened("2" * 22, entry.page)
        with acting_as(alice):
            writing.keep(entry, FREE.filled(["One"]), opened=one, now=now)
            with pytest.raises(KeptElsewhere):
                writing.keep(entry, FREE.filled(["Two"]), opened=two, now=now)
        assert _words(tales.again(entry, alice), alice) == "One"

    def test_a_shared_page_stays_as_it_is(
        self, entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        opened = Opened("1" * 22, entry.page)
        tales.shared(couple, alice, entry=entry, now=now)
        for page in (opened, Opened("1" * 22, tales.again(entry, alice).page)):
            with acting_as(alice), pytest.raises(KeptElsewhere):
                writing.keep(entry, FREE.filled(["New"]), opened=page, now=now)
        tales.taken_back(entry, alice)
        with acting_as(alice), pytest.raises(KeptElsewhere):
            writing.keep(entry, FREE.filled(["New"]), opened=opened, now=now)

    def test_removed_it_is_gone_for_both(
        self, entry: Entry, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        tales.shared(couple, alice, entry=entry, now=now)
        with acting_as(alice):
            writing.remove(tales.again(entry, alice))
            assert not Entry.objects.exists()
            assert not Shared.objects.exists()
        assert tales.read_by(bob, couple) == []


class TestPages:
    def test_a_long_first_line_is_cut(self) -> None:
        page = Page(parts=(Part("Why?", ""), Part("", "a\n" * 100)))
        assert page.first_line == ("a " * 35).strip() + "…"
        assert Page().first_line == ""

    def test_what_was_left_out_is_not_shown(self) -> None:
        page = Page(parts=(Part("One?", " "), Part("Two?", "Yes")))
        assert [one.ask for one in page.answered] == ["Two?"]

    def test_it_reads_back_as_it_was_kept(self) -> None:
        page = Page("Title", "Text", (Part("One?", "A"), Part("Two?", "")))
        assert Page.read(page.kept) == page


def test_the_newest_comes_first(alice: User, now: datetime) -> None:
    old = tales.written(alice, now=now - timedelta(days=1))
    new = tales.written(alice, now=now)
    with acting_as(alice):
        assert list(showing.own(alice)) == [new, old]


def _words(entry: Entry, by: User) -> str:
    with acting_as(by):
        page = writing.page_of(entry)
    assert page
    return page.parts[0].words

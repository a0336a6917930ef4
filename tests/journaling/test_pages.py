"""The journal in a browser: written, found again, shared, taken back, removed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from couples import journal
from couples.models import Couple, User
from journaling.models import LONGEST, Entry, Shared
from privacy.context import acting_as
from tests.conftest import Clock
from tests.journaling import tales
from tests.journaling.tales import HARD, SOFT, WORDS
from tests.privacy.masks import without_csrf

pytestmark = pytest.mark.usefixtures("clock", "couple")
TOKEN, PAGE, OTHER = "t" * 22, "1" * 22, "2" * 22
FREE = f"/journal/new/freely/{TOKEN}/"


def at(name: str, row: Entry | Shared) -> str:
    return reverse(f"journaling:{name}", args=[row.public_id])


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, path: str, **fields: Any) -> str:
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


class TestHome:
    def test_with_no_page_and_with_many(self, alice: User, hers: Client, now: datetime) -> None:
        assert "No page yet" in page_of(hers, "/journal/")
        for number in range(23):
            tales.written(alice, f"Page {number:02}.", now=now - timedelta(days=number))
        first, second = (page_of(hers, f"/journal/?page={one}") for one in (1, 2))
        assert "Page 00." in first
        assert "Page 20." not in first
        assert "Page 22." in second
        assert "Page 2 of 2" in second
        for odd in ("x", "-1", "99999999999"):
            assert hers.get("/journal/", {"page": odd}).status_code == 200

    def test_it_is_found_among_the_exercises(self, hers: Client) -> None:
        assert 'href="/journal/"' in page_of(hers, "/exercises/")

    def test_alone_nothing_is_said_of_another(self, mallory: User, client_of: Any) -> None:
        page = page_of(client_of(mallory), "/journal/")
        assert "/journal/shared/" not in page


@pytest.mark.usefixtures("prompts_there")
class TestWriting:
    def test_a_blank_page_has_an_address_of_its_own(self, alice: User, hers: Client) -> None:
        there = hers.get("/journal/new/wrong/")["Location"]
        page = page_of(hers, there)
        for words in tales.ASKS:
            assert words in page
        with acting_as(alice):
            assert not Entry.objects.exists()

    @pytest.mark.parametrize("path", ["/journal/new/nothing/", f"/journal/new/nothing/{TOKEN}/"])
    def test_there_is_no_other_prompt(self, path: str, hers: Client) -> None:
        assert hers.get(path).status_code == 404
        assert hers.post(f"{path}keep/", {"part_1": "x"}).status_code == 404

    def test_step_by_step(self, alice: User, hers: Client) -> None:
        path = hers.get("/journal/new/wrong/")["Location"]
        page = post(hers, path, page=PAGE, part_1=HARD, part_2=SOFT)
        assert page.index(HARD) < page.index(SOFT)
        assert "Only you read this page." in page
        assert "Wrong" in page_of(hers, "/journal/")

    def test_what_is_being_typed_is_kept_and_comes_back(self, alice: User, hers: Client) -> None:
        for words in ("I wa", "I was"):
            sent = {"page": PAGE, "part_1": words}
            assert hers.post(f"{FREE}keep/", sent).status_code == 204
        there = hers.get(FREE)["Location"]
        assert ">\nI was</textarea>" in page_of(hers, there)
        post(hers, FREE, page=PAGE, part_1="I was here.")
        with acting_as(alice):
            assert Entry.objects.count() == 1
        assert "I was here." in page_of(hers, "/journal/")

    def test_handed_in_twice_it_is_one(self, alice: User, hers: Client) -> None:
        for _ in range(2):
            assert WORDS in post(hers, FREE, page=PAGE, part_1=WORDS)
        with acting_as(alice):
            assert Entry.objects.count() == 1

    def test_an_empty_one_leaves_nothing(self, alice: User, hers: Client) -> None:
        assert "No page yet" in post(hers, FREE, page=PAGE, part_1=" ")
        hers.post(f"{FREE}keep/", {"page": PAGE, "part_1": "I"})
        assert "No page yet" in post(hers, FREE, page=PAGE, part_1="")

    def test_too_many_words_are_given_back(self, entry: Entry, hers: Client) -> None:
        long = "x" * (LONGEST + 1)
        for path in (FREE, at("write", entry)):
            page = post(hers, path, page=PAGE, part_1=long)
            assert f"{LONGEST + 1} characters" in page
            assert long in page
        for path in (f"{FREE}keep/", at("keep", entry)):
            assert hers.post(path, {"page": PAGE, "part_1": long}).status_code == 422
        assert WORDS in page_of(hers, entry.get_absolute_url())
        most = "x" * LONGEST
        assert most in post(hers, FREE, page=PAGE, part_1=most)

    @pytest.mark.parametrize("page", ["", "x", "\x00", "ö" * 22, "9" * 99])
    def test_an_odd_name_of_a_page_loses_no_words(
        self, page: str, entry: Entry, hers: Client
    ) -> None:
        assert "Typed." in post(hers, at("write", entry), page=page, follows=page, part_1="Typed.")

    def test_markup_stays_words(self, hers: Client) -> None:
        assert "&lt;b&gt;A&lt;/b&gt;" in post(hers, FREE, page=PAGE, part_1="<b>A</b>\x00")


class TestTwoTabs:
    def test_the_later_one_keeps_its_words_and_may_put_them_in_place(
        self, entry: Entry, hers: Client
    ) -> None:
        path, began = at("write", entry), entry.page
        post(hers, path, page=PAGE, follows=began, part_1="One.")
        sent = {"page": OTHER, "follows": began, "part_1": "Two."}
        assert hers.post(at("keep", entry), sent).status_code == 409
        page = post(hers, path, **sent)
        assert "changed in another tab" in page
        assert "Two." in page
        assert "One." in page_of(hers, entry.get_absolute_url())
        post(hers, path, **sent | {"follows": PAGE})
        assert "Two." in page_of(hers, entry.get_absolute_url())

    def test_removed_in_the_other_the_words_are_given_back(
        self, entry: Entry, hers: Client
    ) -> None:
        post(hers, at("remove", entry))
        assert hers.get(at("write", entry)).status_code == 404
        assert hers.post(at("keep", entry), {"part_1": "x"}).status_code == 404
        assert "More words." in post(hers, at("write", entry), part_1="More words.")

    def test_shared_in_the_other_it_stays_and_the_words_are_given_back(
        self, entry: Entry, couple: Couple, alice: User, hers: Client, now: datetime
    ) -> None:
        tales.shared(couple, alice, entry=entry, now=now)
        assert hers.get(at("write", entry))["Location"] == entry.get_absolute_url()
        sent = {"page": PAGE, "follows": entry.page, "part_1": "More words."}
        page = post(hers, at("write", entry), **sent)
        assert "This page is shared by now" in page
        assert "More words." in page
        assert "More words." not in page_of(hers, entry.get_absolute_url())


class TestSharing:
    def test_who_reads_it_is_said_before(self, entry: Entry, hers: Client, his: Client) -> None:
        page = page_of(hers, at("share", entry))
        for words in (WORDS, "Bob can read this page", "what was read was read"):
            assert words in page
        page = post(hers, at("share", entry), seen=entry.page)
        assert "The two of you read this page" in page
        assert ">shared</span>" in page_of(hers, "/journal/")
        assert WORDS in page_of(his, "/journal/shared/")

    def test_taken_back_it_looks_as_if_it_had_never_been(
        self, entry: Entry, couple: Couple, alice: User, hers: Client, his: Client, now: datetime
    ) -> None:
        before = page_of(his, "/journal/shared/")
        shared = tales.shared(couple, alice, entry=entry, now=now)
        assert WORDS in page_of(his, shared.get_absolute_url())
        assert "Only you read this page again" in post(hers, at("take_back", entry))
        assert his.get(shared.get_absolute_url()).status_code == 404
        assert _plain(page_of(his, "/journal/shared/")) == _plain(before)

    def test_her_pages_are_the_same_whether_he_has_read_it(
        self, entry: Entry, couple: Couple, alice: User, hers: Client, his: Client, now: datetime
    ) -> None:
        shared = tales.shared(couple, alice, entry=entry, now=now)
        paths = ("/journal/", entry.get_absolute_url(), "/")
        before = [_plain(page_of(hers, path)) for path in paths]
        page_of(his, shared.get_absolute_url())
        assert [_plain(page_of(hers, path)) for path in paths] == before

    def test_his_are_the_same_however_many_she_keeps(
        self, alice: User, his: Client, now: datetime
    ) -> None:
        before = [_plain(page_of(his, path)) for path in ("/journal/", "/journal/shared/")]
        tales.written(alice, now=now)
        assert before == [_plain(page_of(his, path)) for path in ("/journal/", "/journal/shared/")]

    def test_many_come_a_page_at_a_time(
        self, couple: Couple, alice: User, his: Client, now: datetime
    ) -> None:
        for number in range(22):
            tales.shared(couple, alice, now=now - timedelta(days=number))
        assert "Page 2 of 2" in page_of(his, "/journal/shared/?page=2")

    @pytest.mark.parametrize("seen", ["", "x", "1" * 22])
    def test_nothing_is_shared_that_was_not_read(
        self, seen: str, entry: Entry, hers: Client, his: Client
    ) -> None:
        assert "Once more, before you share it" in post(hers, at("share", entry), seen=seen)
        assert "Nothing is shared here" in page_of(his, "/journal/shared/")

    def test_neither_does_anything_with_the_other_s(
        self, entry: Entry, couple: Couple, alice: User, his: Client, now: datetime
    ) -> None:
        shared = tales.shared(couple, alice, entry=entry, now=now)
        for row in (entry, shared):
            for name in ("entry", "write", "share"):
                assert his.get(at(name, row)).status_code == 404
            for name in ("take_back", "remove", "keep"):
                assert his.post(at(name, row)).status_code == 404


class TestLock:
    @pytest.fixture(autouse=True)
    def locked(self, alice: User, now: datetime) -> None:
        with acting_as(alice):
            journal.lock(by=alice, pin="402871", now=now)

    def test_closed_it_hides_every_page(
        self, entry: Entry, couple: Couple, alice: User, bob: User, hers: Client, now: datetime
    ) -> None:
        theirs = tales.shared(couple, bob, now=now)
        assert WORDS not in page_of(hers, "/journal/")
        assert not hers.get("/journal/").context["lines"]
        paths = [at(name, entry) for name in ("entry", "write", "share")]
        for path in (*paths, "/journal/shared/", theirs.get_absolute_url()):
            assert "/journal/open/" in hers.get(path)["Location"]

    def test_a_new_page_can_be_written_all_the_same(self, alice: User, hers: Client) -> None:
        assert "Your words" in page_of(hers, FREE)
        assert hers.post(f"{FREE}keep/", {"page": PAGE, "part_1": "I"}).status_code == 204
        assert "/journal/open/" in hers.get(hers.get(FREE)["Location"])["Location"]
        answer = hers.post(FREE, {"page": PAGE, "part_1": "I was."}, follow=True)
        assert "I was." not in answer.content.decode()

    def test_what_another_tab_wrote_is_not_in_the_answer(self, entry: Entry, hers: Client) -> None:
        page = post(hers, at("write", entry), page=OTHER, part_1="Two.")
        assert "Two." in page
        assert WORDS not in page


class TestSignedOut:
    def test_what_was_typed_is_found_again(
        self, entry: Entry, alice: User, hers: Client, clock: Clock, now: datetime
    ) -> None:
        hers.get("/")
        clock(now + timedelta(minutes=20))
        sent = {"page": PAGE, "follows": entry.page, "part_1": "Typed late."}
        for path in (at("write", entry), FREE):
            assert hers.post(path, sent)["Location"] == f"/account/login/?next={path}"
        with acting_as(alice):
            kept = [one.written["parts"][0][1] for one in Entry.objects.all()]
        assert kept == ["Typed late."] * 2

    def test_what_cannot_be_kept_is_shown(
        self, entry: Entry, hers: Client, clock: Clock, now: datetime
    ) -> None:
        hers.get("/")
        clock(now + timedelta(minutes=20))
        answer = hers.post(at("write", entry), {"page": OTHER, "part_1": "Typed late."})
        assert "Typed late." in answer.content.decode()


def _plain(page: str) -> bytes:
    """Without what differs between any two looks."""
    return without_csrf(page.encode())

"""A repair attempt on both sides; and that the pages of either tell nothing of the other."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from couples import journal, pauses
from couples.models import Couple, User
from leaving import exporting
from mending.models import Attempt, Noticed, Outcome, Result
from privacy.context import acting_as
from privacy.identifiers import new_public_id
from tests.leaving import conftest as copies
from tests.leaving.test_copying import everything
from tests.mending import tales
from tests.mending.tales import START_OVER
from tests.privacy import masks

pytestmark = pytest.mark.usefixtures("clock", "phrases_there")

Does = Callable[[Attempt, User, datetime], None]
HOME, SEND, LIST = "/repair/", "/repair/send/", "/repair/list/"
TOKEN = re.compile(rb'name="token" value="([\w-]{22})"')


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, path: str, **fields: str) -> str:
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, phrase: str = "start-over") -> str:
    return post(client, SEND, phrase=phrase, token=new_public_id())


def under(attempt: Attempt, name: str) -> str:
    return f"{attempt.get_absolute_url()}{name}/"


def opens(attempt: Attempt, who: User, now: datetime) -> None:
    tales.read(attempt, who, now=now)


def puts_away(attempt: Attempt, who: User, now: datetime) -> None:
    tales.put_away(attempt, who, now=now)


def it_helped(attempt: Attempt, who: User, now: datetime) -> None:
    tales.noted(attempt, who, Result.HELPED, now=now)


def not_this_time(attempt: Attempt, who: User, now: datetime) -> None:
    tales.noted(attempt, who, Result.NOT_THIS_TIME, now=now)


def looked(client: Client, *paths: str) -> list[tuple[int, bytes, int]]:
    """All that somebody may look at: status, bytes, and how many questions it took."""
    seen = []
    for path in (*paths, HOME, LIST, "/", "/exercises/", "/settings/reminders/"):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        masked = TOKEN.sub(b"", masks.without_csrf(answer.content))
        seen.append((answer.status_code, masked, len(captured)))
    return seen


class TestTwins:
    """Not opened, opened, put away and noted alone: one and the same to the other, byte by byte."""

    @pytest.mark.parametrize("does", [opens, puts_away, it_helped, not_this_time])
    def test_nothing_of_the_receiver_shows(
        self, does: Does, attempt: Attempt, bob: User, hers: Client, now: datetime
    ) -> None:
        path = attempt.get_absolute_url()
        looked(hers, path)  # what is made once is made
        before = looked(hers, path)
        does(attempt, bob, now)
        assert looked(hers, path) == before

    @pytest.mark.parametrize("does", [opens, puts_away, it_helped, not_this_time])
    def test_nor_of_the_sender(
        self, does: Does, attempt: Attempt, alice: User, his: Client, now: datetime
    ) -> None:
        path = attempt.get_absolute_url()
        looked(his, path)
        before = looked(his, path)
        does(attempt, alice, now)
        assert looked(his, path) == before

    @pytest.mark.parametrize("does", [opens, puts_away, it_helped, not_this_time])
    def test_nor_when_it_is_taken_back(
        self, does: Does, attempt: Attempt, couple: Couple, alice: User, bob: User,
        hers: Client, now: datetime,
    ) -> None:  # fmt: skip
        """Two lines, of which the other has touched one."""
        told = []
        for touched in (False, True):
            one = attempt if not touched else tales.tried(couple, alice, now=now)
            if touched:
                does(one, bob, now)
            with CaptureQueriesContext(connection) as captured:
                answer = hers.post(under(one, "take-back"), follow=True)
            page = masks.without_csrf(answer.content)
            told.append((page.replace(one.public_id.encode(), b""), len(captured)))
        assert told[0] == told[1]

    def test_but_what_both_noted(
        self, attempt: Attempt, alice: User, bob: User, hers: Client, his: Client, now: datetime
    ) -> None:
        it_helped(attempt, alice, now)
        not_this_time(attempt, bob, now)
        for client in (hers, his):
            page = page_of(client, attempt.get_absolute_url())
            for words in ("“It helped”", "“Not this time”"):
                assert words in page

    @pytest.mark.parametrize("does", [opens, it_helped])
    def test_nor_in_a_copy(
        self, does: Does, attempt: Attempt, alice: User, bob: User, now: datetime
    ) -> None:
        before = everything(copies.opened(alice, now))
        does(attempt, bob, now)
        with acting_as(alice):
            exporting.remove(by=alice)
        assert everything(copies.opened(alice, now)) == before


class TestSending:
    def test_one_press_sends_it(
        self, couple: Couple, hers: Client, his: Client, alice: User
    ) -> None:
        assert "It is on its way to Bob." in press(hers)
        assert "Alice has sent you a line" in page_of(his, "/")
        assert "Alice has sent you a line" in page_of(his, HOME)
        assert START_OVER in page_of(hers, HOME)

    def test_the_second_press_of_a_page_sends_nothing(
        self, couple: Couple, hers: Client, alice: User
    ) -> None:
        fields = {"phrase": "start-over", "token": new_public_id()}
        for _ in range(2):
            assert "It is on its way to Bob." in post(hers, SEND, **fields)
        assert "still with the other" in press(hers)
        with acting_as(alice):
            assert Attempt.objects.count() == 1

    @pytest.mark.parametrize("fields", [{}, {"phrase": "tea"}, {"phrase": "tea", "token": "x"},
                                        {"phrase": "x" * 500, "token": "A" * 22}])  # fmt: skip
    def test_a_broken_form_sends_nothing(
        self, fields: dict[str, str], couple: Couple, hers: Client, alice: User
    ) -> None:
        assert "The list has changed" in post(hers, SEND, **fields)
        with acting_as(alice):
            assert not Attempt.objects.exists()

    def test_while_the_two_rest_nothing_can_be_pressed(
        self, attempt: Attempt, couple: Couple, bob: User, hers: Client, his: Client, now: datetime
    ) -> None:
        with acting_as(bob):
            pauses.begin(couple, days=1, now=now - timedelta(minutes=1))
        assert 'name="phrase"' not in page_of(hers, HOME)
        assert "The two of you are resting." in press(his)
        assert "has sent you a line" not in page_of(his, "/")

    def test_alone_it_is_a_list_to_read(self, alice: User, hers: Client) -> None:
        page = page_of(hers, HOME)
        assert START_OVER in page
        assert 'name="phrase"' not in page
        assert hers.get(LIST)["Location"] == HOME


class TestReading:
    def test_today_is_quiet_once_it_was_opened(self, attempt: Attempt, his: Client) -> None:
        assert START_OVER not in page_of(his, "/")
        assert START_OVER in page_of(his, attempt.get_absolute_url())
        assert "has sent you a line" not in page_of(his, "/")

    def test_put_away_it_is_found_again(self, attempt: Attempt, his: Client) -> None:
        assert "Alice has sent you a line" not in post(his, under(attempt, "put-away"), away="yes")
        assert "Take it out again" in page_of(his, attempt.get_absolute_url())
        assert "Alice has sent you a line" in post(his, under(attempt, "put-away"), away="no")

    def test_what_was_taken_back_is_not_there(
        self, attempt: Attempt, hers: Client, his: Client
    ) -> None:
        assert "You took it back" in post(hers, under(attempt, "take-back"))
        for client, status in ((his, 404), (hers, 200)):
            assert client.get(attempt.get_absolute_url()).status_code == status
        for name in ("note", "put-away"):
            assert his.post(under(attempt, name), {"away": "yes"}).status_code == 404

    def test_taken_back_in_another_tab_it_cannot_be_put_away_any_more(
        self, attempt: Attempt, alice: User, hers: Client, now: datetime
    ) -> None:
        tales.taken_back(attempt, alice, now=now)
        assert "Repair attempt" in post(hers, under(attempt, "put-away"), away="yes")
        with acting_as(alice):
            assert not Noticed.objects.exists()

    def test_only_the_sender_takes_it_back(self, attempt: Attempt, his: Client) -> None:
        assert his.post(under(attempt, "take-back")).status_code == 404

    def test_behind_a_lock_nothing_of_it_shows(
        self, attempt: Attempt, bob: User, his: Client, now: datetime
    ) -> None:
        with acting_as(bob):
            journal.lock(by=bob, pin="402871", now=now)
        page = page_of(his, HOME)
        assert "has sent you a line" not in page
        assert 'name="phrase"' in page
        assert "/journal/open/" in his.get(attempt.get_absolute_url())["Location"]


class TestNoting:
    def test_alone_it_says_that_the_other_does_not_see_it(
        self, attempt: Attempt, his: Client
    ) -> None:
        page = post(his, under(attempt, "note"), result="not_this_time")
        assert "You noted: “Not this time”" in page
        assert "Alice doesn’t see it" in page

    def test_to_say_nothing_puts_it_away(self, attempt: Attempt, bob: User, his: Client) -> None:
        assert "has sent you a line" not in post(his, under(attempt, "note"), result="")
        with acting_as(bob):
            assert Noticed.objects.get().put_away
            assert not Outcome.objects.exists()

    def test_a_second_note_changes_nothing(self, attempt: Attempt, his: Client) -> None:
        post(his, under(attempt, "note"), result="helped")
        assert "you noted it before" in post(his, under(attempt, "note"), result="a_little")
        assert "You noted: “It helped”" in page_of(his, attempt.get_absolute_url())

    def test_what_is_no_answer_is_said_beside_it(self, attempt: Attempt, his: Client) -> None:
        assert "Select a valid choice" in post(his, under(attempt, "note"), result="maybe")

    def test_noted_it_can_no_longer_be_taken_back(self, attempt: Attempt, hers: Client) -> None:
        post(hers, under(attempt, "note"), result="helped")
        assert "Yes, take it back" not in page_of(hers, attempt.get_absolute_url())
        assert "so it stays" in post(hers, under(attempt, "take-back"))


class TestList:
    def test_the_other_finds_it_first_and_sends_from_it(
        self, couple: Couple, hers: Client, his: Client
    ) -> None:
        fields = {"seen": "0", "slugs_1": "tea", "own": " A hug. \n\nA hug.\nNo words."}
        assert "Alice can read it." in post(his, LIST, **fields)
        page = page_of(hers, HOME)
        assert "Bob likes to hear" in page
        assert page.index("I have made tea.") < page.index("My tone was wrong.")
        assert page.count("A hug.") == 2  # the words, and what the button sends
        assert "on its way" in press(hers, "own:No words.")

    def test_an_older_tab_is_asked_to_look_again(self, couple: Couple, his: Client) -> None:
        post(his, LIST, seen="0", own="One.")
        both = {"seen": "0", "own": "Two.", "slugs_1": ["start-over", "tea"]}
        page = his.post(LIST, both).content.decode()
        assert "changed in another tab" in page
        assert page.count(" checked") == 2
        assert "Two." in page
        assert 'name="seen" value="1"' in page
        assert "Alice can read it." in post(his, LIST, seen="1", own="Two.")

    @pytest.mark.parametrize(
        ("own", "said"),
        [("x" * 121, "121 characters long"), ("\n".join("abcdefghijk"), "11 lines")],
    )
    def test_too_much_is_said_and_kept_in_the_field(
        self, own: str, said: str, couple: Couple, his: Client
    ) -> None:
        page = post(his, LIST, seen="0", own=own)
        assert said in page
        assert own[:20] in page

    def test_who_reads_it_stands_there(self, couple: Couple, his: Client) -> None:
        assert "You and your partner read this list" in page_of(his, LIST)

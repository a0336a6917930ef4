"""This week’s cue: the same for both, another one most weeks, on two pages, for one question at most."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checkins.models import Moment
from couples import at_hand
from couples.models import Couple, User
from cues import weekly
from cues.models import Proposal
from listening.models import Session
from privacy import keys
from privacy.context import acting_as, as_keeper
from tests.checkins import wishes
from tests.cues import agreed
from tests.cues.agreed import HAND, HUM, LAMP
from tests.listening import steps

WEEK = timedelta(weeks=1)
SHOWN = "This week’s cue"


@pytest.fixture
def three(couple: Couple, alice: User, bob: User, now: datetime) -> list[Proposal]:
    return [
        agreed.signed(couple, alice, HAND, signer=bob, now=now),
        agreed.signed(couple, bob, LAMP, signer=alice, now=now),
        agreed.signed(couple, alice, HUM, signer=bob, now=now),
    ]


class TestTurn:
    def test_both_read_the_same_one_all_week(
        self, three: list[Proposal], couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        monday = now - timedelta(days=now.weekday(), hours=now.hour, minutes=now.minute)
        for at in (monday, now, monday + WEEK - timedelta(seconds=1)):
            read = {agreed.line(couple, one, now=at) for one in (alice, bob) for _ in range(2)}
            assert len(read) == 1
            assert read <= {HAND, LAMP, HUM}

    def test_each_has_its_turn(
        self, three: list[Proposal], couple: Couple, alice: User, now: datetime
    ) -> None:
        read = [agreed.line(couple, alice, now=now + n * WEEK) for n in range(30)]
        assert set(read) == {HAND, LAMP, HUM}
        assert all(read.count(words) >= 4 for words in set(read))

    def test_it_differs_from_couple_to_couple(
        self, couple: Couple, other_couple: Couple, now: datetime
    ) -> None:
        names = [str(number) for number in range(12)]
        at = [now + n * WEEK for n in range(12)]
        hers, theirs = (
            [weekly.whose_turn(one, names, now=when) for when in at]
            for one in (couple, other_couple)
        )
        assert hers != theirs

    def test_one_more_or_less_moves_no_other(self, couple: Couple, now: datetime) -> None:
        names = [str(number) for number in range(12)]
        for n in range(12):
            turn = weekly.whose_turn(couple, names, now=now + n * WEEK)
            fewer = [name for name in names if name == turn or int(name) % 2]
            assert weekly.whose_turn(couple, fewer, now=now + n * WEEK) == turn

    def test_other_words_keep_its_place(
        self, standing: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        again = agreed.changed(standing, LAMP, now=now)
        assert agreed.line(couple, alice, now=now) == HAND
        agreed.sign(again, bob, now=now)
        assert agreed.line(couple, alice, now=now) == LAMP

    def test_only_what_stands(
        self, waiting: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        assert not agreed.line(couple, bob, now=now)
        agreed.sign(waiting, bob, now=now)
        agreed.retire(waiting, bob, now=now)
        assert not agreed.line(couple, alice, now=now)

    def test_words_under_an_older_key_are_read_once(
        self, standing: Proposal, couple: Couple, alice: User, bob: User, now: datetime
    ) -> None:
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute("UPDATE keys.person SET replaced_at = now()")
            cursor.execute(keys.MAKE, keys.fresh(alice.pk))
        for one in (alice, bob):
            assert agreed.line(couple, one, now=now) == HAND

    def test_its_page_marks_it(
        self, three: list[Proposal], couple: Couple, alice: User, now: datetime
    ) -> None:
        page = agreed.page(couple, alice, now=now)
        (marked,) = [one.words for one in page.standing if one.is_this_week_s]
        assert marked == agreed.line(couple, alice, now=now)


class TestOnePage:
    """Of a moment and of a session."""

    @pytest.fixture(params=["moment", "session"])
    def path(self, request: Any, couple: Couple, alice: User, bob: User, now: datetime) -> str:
        if request.param == "session":
            return steps.invited(couple, alice, now=now).get_absolute_url()
        wishes.agreed(couple, alice, bob, now=now)
        with acting_as(alice):
            return Moment.objects.earliest("starts_at").get_absolute_url()

    def test_it_stands_there_for_one_question(
        self, path: str, couple: Couple, alice: User, bob: User, hers: Client, his: Client,
        now: datetime, monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        with monkeypatch.context() as without:
            without.setattr(at_hand, "_finds", [])
            asked(hers, path)  # what is made once is made
            _, before = asked(hers, path)
        page, none = asked(hers, path)
        assert SHOWN not in page
        agreed.signed(couple, alice, HAND, signer=bob, now=now)
        agreed.signed(couple, bob, LAMP, signer=alice, now=now)
        for client in (hers, his):
            page, _ = asked(client, path)
            assert page.count(f'aria-label="{SHOWN}"') == 1
            assert agreed.line(couple, alice, now=now) in page
        assert asked(hers, path)[1] == none == before + 1

    def test_what_waits_or_rests_changes_nothing(
        self, path: str, waiting: Proposal, bob: User, hers: Client, now: datetime
    ) -> None:
        asked(hers, path)
        before = asked(hers, path)[1]
        agreed.let_rest(waiting, bob, now=now)
        page, queries = asked(hers, path)
        assert SHOWN not in page
        assert queries == before

    def test_a_page_that_looks_by_itself_does_not_ask(
        self, path: str, standing: Proposal, hers: Client
    ) -> None:
        target = "guide" if "/moments/" in path else "turn"
        again = {"HX-Request": "true", "HX-Target": target}
        assert SHOWN not in hers.get(path, headers=again).content.decode()


class TestWhenItIsOver:
    def test_nothing_stands_there(
        self, standing: Proposal, couple: Couple, alice: User, hers: Client, now: datetime
    ) -> None:
        session: Session = steps.invited(couple, alice, now=now)
        done = steps.walk(session, *steps.WHOLE, now=now)
        assert SHOWN not in hers.get(done.get_absolute_url()).content.decode()


def asked(client: Client, path: str) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode(), len(captured)

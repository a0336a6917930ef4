"""The same day from two pages in the same moment, on two real connections."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Event
from time import sleep

import pytest
from django.db import connections

from checkins import checking_in
from checkins.checking_in import Answers, Page
from checkins.models import CheckIn
from couples.happenings import Kind
from couples.models import Couple, Happening, User
from privacy.context import acting_as, as_steward

LONG_ENOUGH = 0.5  # for the second to come as far as it can while the first is not done
JUST = Answers(closeness=5, safe="yes", note="Mine.")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestTheSameDayTwiceAtOnce:
    def twice(self, alice: User, couple: Couple, now: datetime, second: Answers) -> None:
        on, written = alice.local_date(now), Event()

        def hand_in(answers: Answers, page: str) -> None:
            checking_in.hand_in(
                by=alice, couple=couple, on=on, answers=answers, page=Page(page), now=now
            )

        def first_page() -> None:
            with acting_as(alice):
                hand_in(JUST, "first")
                written.set()
                sleep(LONG_ENOUGH)
            connections.close_all()

        def second_page() -> None:
            written.wait()
            try:
                with acting_as(alice):
                    hand_in(second, "second")
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(first_page), pool.submit(second_page)]:
                done.result()

    def kept(self) -> tuple[int, int, int]:
        with as_steward():
            told = Happening.objects.filter(kind=Kind.CHECKED_IN).count()
            row = CheckIn.objects.get()
        return row.closeness, row.version, told

    def test_counts_once(self, alice: User, couple: Couple, now: datetime) -> None:
        self.twice(alice, couple, now, JUST)
        assert self.kept() == (5, 1, 1)

    def test_overwrites_nothing_unseen(self, alice: User, couple: Couple, now: datetime) -> None:
        with pytest.raises(checking_in.ChangedElsewhere):
            self.twice(alice, couple, now, replace(JUST, closeness=9))
        assert self.kept() == (5, 1, 1)

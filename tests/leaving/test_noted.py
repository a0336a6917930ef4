"""Asking for a copy, fetching it and asking for an erasure stand in the log of access, and on no page."""

from datetime import datetime

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from couples.models import Couple, User
from privacy.context import acting_as
from privacy.models import Access
from tests.conftest import ClientOf, asked_again
from tests.couples.test_looks import looks_of, rows
from tests.leaving.conftest import export_of, made, wish
from tests.leaving.test_pages import ACCOUNT, COPY, address

Row = tuple[int | None, int | None, str, str]


@pytest.fixture(autouse=True)
def time_stands(time_machine: TimeMachineFixture, now: datetime) -> None:
    time_machine.move_to(now, tick=False)


@pytest.fixture
def hers(client_of: ClientOf, alice: User, couple: Couple) -> Client:
    return asked_again(client_of(alice), alice)


def noted(kind: str) -> list[Row]:
    return [(one.who, one.whose, one.public_id, one.action) for one in rows(kind=kind)]


class TestNoted:
    def test_a_copy_asked_for_once_and_each_time_it_is_fetched(
        self, hers: Client, alice: User, now: datetime
    ) -> None:
        for _ in range(2):
            hers.post(f"{COPY}ask/")
        export = made(alice, now)
        for _ in range(2):
            hers.get(address(export))
        whose = (alice.pk, alice.pk, export_of(alice).public_id)
        assert noted("copy") == [(*whose, "asked"), (*whose, "opened"), (*whose, "opened")]

    def test_an_erasure_asked_for_even_if_it_is_taken_back(self, hers: Client, alice: User) -> None:
        for _ in range(2):
            hers.post(f"{ACCOUNT}close/")
        hers.post(f"{ACCOUNT}keep/")
        ((who, whose, _, action),) = noted("erasure")
        assert (who, whose, action) == (alice.pk, alice.pk, "asked")

    def test_nobody_reads_it(
        self, hers: Client, client_of: ClientOf, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        made(alice, now)
        wish(alice, now)
        for one in (alice, bob, tess):
            assert "Nobody, in these three months." in looks_of(client_of(one))
            with acting_as(one):
                assert not Access.objects.exists()

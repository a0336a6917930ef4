"""The PIN: how often one may try, how it is kept, who may set it and turn it off."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core.cache import cache
from django.db import OperationalError
from django.db.models import QuerySet
from django.test import Client
from psycopg.errors import LockNotAvailable

from couples import journal
from couples.models import Couple, User
from privacy.context import acting_as
from tests.conftest import ClientOf, asked_again
from tests.couples.lock import PIN, open_it, state


class TestTries:
    def test_five_wrong_ones_shut_it_for_a_quarter_of_an_hour(
        self, hers: Client, clock: Any
    ) -> None:
        for _ in range(5):
            open_it(hers, "000001")
        assert "Wait a quarter of an hour" in open_it(hers).content.decode()
        clock.shift(timedelta(minutes=14, seconds=59))
        hers.get("/us/")
        assert open_it(hers).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert open_it(hers).status_code == 302

    def test_they_count_in_every_browser_and_outlive_the_cache(
        self, hers: Client, alice: User, client_of: ClientOf
    ) -> None:
        for _ in range(5):
            open_it(client_of(alice), "000001")
            cache.clear()
        assert open_it(client_of(alice)).status_code == 200
        assert state(alice).shut_until

    @pytest.mark.parametrize("way", ["open", "change", "unlock"])
    def test_they_count_by_whatever_way(self, way: str, hers: Client, alice: User) -> None:
        given = {"pin": "000001", "new_pin": "730918", "again": "730918"}
        for _ in range(5):
            hers.post(f"/settings/journal/{way}/", given)
        assert open_it(hers).status_code == 200
        assert state(alice).tries == 5

    def test_tries_while_it_is_shut_do_not_keep_it_shut(self, hers: Client, clock: Any) -> None:
        for _ in range(30):
            open_it(hers, "000001")
        clock.shift(timedelta(minutes=10))
        for _ in range(30):
            open_it(hers, "000001")
        clock.shift(timedelta(minutes=5))
        assert open_it(hers).status_code == 302

    def test_two_at_once_are_refused_and_no_other_failure_is_called_so(
        self, locked: None, alice: User, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for cause, seen in ((LockNotAvailable(), journal.OneAtATime), (None, OperationalError)):

            def fails(self: object, cause: Exception | None = cause, **how: object) -> None:
                raise OperationalError from cause

            monkeypatch.setattr(QuerySet, "select_for_update", fails)
            with acting_as(alice), pytest.raises(seen):
                journal.open_(by=alice, pin=PIN, now=now)

    def test_the_right_one_begins_anew(self, hers: Client, alice: User) -> None:
        for _ in range(4):
            open_it(hers, "000001")
        open_it(hers)
        assert state(alice).tries == 0


class TestThePin:
    def test_it_is_kept_as_argon2id(self, hers: Client, alice: User) -> None:
        kept = state(alice).pin
        assert "$argon2id$" in kept
        assert PIN not in kept
        assert identify_hasher(kept).memory_cost == 46 * 1024  # type: ignore[attr-defined]  # of argon2

    @pytest.mark.parametrize(
        "pin", ["12345", "1234567890123", "12345a", "123456", "000000", "٤٠٢٨٧١"]
    )
    def test_a_bad_one_is_refused(
        self, pin: str, clock: Any, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        browser = asked_again(client_of(alice), alice)
        page = browser.post("/settings/journal/lock/", {"new_pin": pin, "again": pin})
        assert page.status_code == 200
        assert "field--wrong" in page.content.decode()

    @pytest.mark.parametrize("way", ["open", "change", "unlock"])
    def test_no_browser_offers_to_keep_it_and_none_gets_it_back(
        self, way: str, hers: Client
    ) -> None:
        page = hers.post(f"/settings/journal/{way}/", {"pin": "000001"}).content.decode()
        assert 'type="password"' not in page
        assert 'autocomplete="one-time-code"' in page
        assert "000001" not in page

    def test_setting_one_asks_who_it_is(
        self, clock: Any, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        given = {"new_pin": PIN, "again": PIN}
        browser = client_of(alice)
        answer = browser.post("/settings/journal/lock/", given)
        assert answer["Location"] == "/account/reauthenticate/?next=/settings/journal/lock/"
        assert PIN not in str(dict(browser.session))
        answer = asked_again(client_of(alice), alice).post("/settings/journal/lock/", given)
        assert answer["Location"] == "/settings/journal/"
        assert state(alice).pin

    def test_it_is_turned_off_with_it_alone(self, hers: Client, alice: User) -> None:
        asked_again(hers, alice).post("/settings/journal/unlock/", {"pin": "000001"})
        assert state(alice).pin
        hers.post("/settings/journal/unlock/", {"pin": PIN})
        assert not state(alice).pin

    def test_no_other_one_takes_its_place(self, hers: Client, alice: User) -> None:
        given = {"new_pin": "730918", "again": "730918"}
        page = asked_again(hers, alice).post("/settings/journal/lock/", given)
        assert "There is a lock already" in page.content.decode()

    def test_opening_leads_to_no_other_site(self, hers: Client) -> None:
        given = {"pin": PIN, "next": "https://example.org/"}
        answer = hers.post("/settings/journal/open/", given)
        assert answer["Location"] == "/settings/journal/"

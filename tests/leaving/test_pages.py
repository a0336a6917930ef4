"""The two pages: only for oneself, only after saying again that it is you, and silent to all others."""

import re
from datetime import datetime

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from couples.models import Couple, User
from leaving import erasing, exporting
from leaving.models import Erasure, Export
from privacy.context import as_steward
from tests import factories
from tests.conftest import ClientOf, asked_again
from tests.leaving import conftest
from tests.leaving.conftest import DAY, GRACE, made, wish

COPY, ACCOUNT = "/settings/copy/", "/settings/account/"
IS_IT_YOU = "/account/reauthenticate/"
SIX_MINUTES = 360


@pytest.fixture(autouse=True)
def time_stands(time_machine: TimeMachineFixture, now: datetime) -> None:
    time_machine.move_to(now, tick=False)


@pytest.fixture
def hers(client_of: ClientOf, alice: User, couple: Couple) -> Client:
    return asked_again(client_of(alice), alice)


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return re.sub(r'csrfmiddlewaretoken" value="\w+', "", response.content.decode())


def asked() -> tuple[int, int]:
    with as_steward():
        return Export.objects.count(), Erasure.objects.count()


def address(export: Export) -> str:
    return f"{COPY}{export.public_id}/"


class TestStepUp:
    @pytest.mark.parametrize("path", [f"{COPY}ask/", f"{ACCOUNT}close/"])
    def test_a_sign_in_of_old_is_not_enough(self, path: str, hers: Client, alice: User) -> None:
        asked_again(hers, alice, ago=SIX_MINUTES)
        assert hers.post(path)["Location"].startswith(IS_IT_YOU)
        assert asked() == (0, 0)

    @pytest.mark.parametrize(
        ("path", "then"), [(f"{COPY}ask/", (1, 0)), (f"{ACCOUNT}close/", (0, 1))]
    )
    def test_the_password_goes_on_with_what_was_pressed(
        self, path: str, then: tuple[int, int], client_of: ClientOf, alice: User, couple: Couple
    ) -> None:
        client = client_of(alice)
        there = client.post(path)["Location"]
        wrong = client.post(there, {"password": "not hers"})
        assert (wrong.status_code, asked()) == (200, (0, 0))
        client.post(there, {"password": factories.PASSWORD})
        assert asked() == then

    def test_a_file_is_not_fetched_by_whoever_finds_the_screen(
        self, hers: Client, alice: User, now: datetime
    ) -> None:
        url = address(made(alice, now))
        asked_again(hers, alice, ago=SIX_MINUTES)
        assert hers.get(url)["Location"].startswith(IS_IT_YOU)

    def test_asking_only_what_it_is_fetches_nothing(
        self, hers: Client, alice: User, now: datetime
    ) -> None:
        export = made(alice, now)
        assert hers.head(address(export)).status_code == 405
        with as_steward():
            assert Export.objects.get().fetched_at is None

    def test_what_takes_nothing_away_asks_nothing(self, hers: Client, alice: User) -> None:
        asked_again(hers, alice, ago=SIX_MINUTES)
        for path in (f"{COPY}remove/", f"{ACCOUNT}keep/"):
            assert hers.post(path)["Location"] in (COPY, ACCOUNT)


class TestCopy:
    def test_from_the_button_to_the_file(self, hers: Client, alice: User, now: datetime) -> None:
        assert "Make my file" in words(hers, COPY)
        hers.post(f"{COPY}ask/")
        hers.post(f"{COPY}ask/")
        assert "is being made" in words(hers, COPY)
        exporting.make_all(now)
        page = words(hers, COPY)
        (url,) = re.findall(rf"{COPY}[\w-]{{22}}/", page)
        assert "Thursday 7 May, 20:30" in page
        answer = hers.get(url)
        assert answer.getvalue()[:4] == b"PK\3\4"
        assert answer["Content-Disposition"] == 'attachment; filename="moments-2026-05-06.zip"'
        assert answer["Cache-Control"] == "no-store"
        assert int(answer["Content-Length"]) == len(hers.get(url).getvalue())

    @pytest.mark.parametrize("name", ["bob", "mallory", "tess", "edith"])
    def test_it_is_nobody_else_s(
        self,
        name: str,
        request: pytest.FixtureRequest,
        hers: Client,
        alice: User,
        client_of: ClientOf,
        now: datetime,
    ) -> None:
        url = address(made(alice, now))
        other: User = request.getfixturevalue(name)
        client = asked_again(client_of(other), other)
        assert client.get(url).status_code == 404
        assert url not in words(client, COPY)
        client.post(f"{COPY}remove/")
        assert hers.get(url).status_code == 200

    def test_a_day_later_the_link_is_dead(
        self,
        client_of: ClientOf,
        couple: Couple,
        alice: User,
        now: datetime,
        time_machine: TimeMachineFixture,
    ) -> None:
        url = address(made(alice, now))
        time_machine.move_to(now + DAY, tick=False)
        hers = asked_again(client_of(alice), alice)
        assert hers.get(url).status_code == 404
        assert "Make my file" in words(hers, COPY)

    def test_it_can_be_removed_at_once(self, hers: Client, alice: User, now: datetime) -> None:
        url = address(made(alice, now))
        assert hers.post(f"{COPY}remove/")["Location"] == COPY
        assert hers.get(url).status_code == 404

    def test_a_failure_is_said(self, hers: Client, alice: User, now: datetime) -> None:
        conftest.ask(alice, now)
        with as_steward():
            Export.objects.update(state=Export.State.FAILED)
        assert "our fault" in words(hers, COPY)


class TestAccount:
    def test_it_says_what_becomes_of_what(self, hers: Client) -> None:
        page = words(hers, ACCOUNT)
        for title in ("Your words", "What you two share", "Your partner’s words", "Your therapist"):
            assert f"<dt>{title}</dt>" in page

    def test_pressed_twice_it_runs_once_and_can_be_kept(self, hers: Client) -> None:
        for _ in range(2):
            assert hers.post(f"{ACCOUNT}close/")["Location"] == ACCOUNT
        assert "Wednesday 20 May 2026, 20:30" in words(hers, ACCOUNT)
        for _ in range(2):
            hers.post(f"{ACCOUNT}keep/")
        assert asked() == (0, 0)
        assert "Erase it in fourteen days" in words(hers, ACCOUNT)

    def test_one_calm_line_in_the_settings(self, hers: Client, alice: User, now: datetime) -> None:
        assert "will be erased" not in words(hers, "/settings/")
        wish(alice, now)
        page = words(hers, "/settings/")
        assert page.count("will be erased on") == 1
        assert "Wednesday 20 May" in page

    def test_today_leads_there_without_saying_why(
        self, hers: Client, alice: User, now: datetime
    ) -> None:
        wish(alice, now)
        page = words(hers, "/")
        assert "Something in your settings is open" in page
        assert "eras" not in page

    @pytest.mark.parametrize(("name", "who"), [("tess", "practice"), ("edith", "operator")])
    def test_others_read_who_does_it_for_them(
        self, name: str, who: str, request: pytest.FixtureRequest, client_of: ClientOf
    ) -> None:
        person: User = request.getfixturevalue(name)
        client = asked_again(client_of(person), person)
        assert who in words(client, ACCOUNT)
        client.post(f"{ACCOUNT}close/")
        assert asked() == (0, 0)

    def test_the_page_after_its_day_is_one_for_visitors(
        self, hers: Client, alice: User, now: datetime
    ) -> None:
        wish(alice, now)
        erasing.carry_on(now + GRACE)
        answer = hers.post(f"{ACCOUNT}keep/")
        assert answer["Location"].startswith("/account/login/")
        assert asked() == (0, 1)


class TestThePartner:
    PATHS = (
        "/",
        "/us/",
        "/settings/",
        "/settings/reminders/",
        COPY,
        ACCOUNT,
        "/moments/",
        "/history/",
    )

    def test_sees_nothing_of_either(
        self, client_of: ClientOf, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        his = client_of(bob)
        before = [words(his, path) for path in self.PATHS]
        wish(alice, now)
        made(alice, now)
        assert [words(his, path) for path in self.PATHS] == before

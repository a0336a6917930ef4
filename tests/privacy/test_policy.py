"""Every cell of the policy, asked of the site on a real database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from time_machine import TimeMachineFixture

from checkins.models import Moment
from privacy.context import as_steward
from privacy.identifiers import LENGTH
from privacy.sessions import SEEN
from tests import pages
from tests.conftest import ClientOf
from tests.privacy import addresses, cast, masks, policy
from tests.privacy.who import World

Statuses = dict[tuple[str, str], int]


@pytest.fixture
def world(world: World, now: datetime, time_machine: TimeMachineFixture) -> World:
    time_machine.move_to(now, tick=False)
    return world


class Browser:
    """Whatever it gets, afterwards it has asked nothing, and is as much signed in as before."""

    def __init__(self, client: Client) -> None:
        self._client, self._cookies = client, SimpleCookie(client.cookies)
        session: Any = client.session
        self._kept = cache.get_many([session.cache_key, f"{SEEN}{session.session_key}"])
        self._before = transaction.savepoint()

    def ask(self, method: str, url: str) -> Any:
        self._client.cookies = SimpleCookie(self._cookies)
        response = self._client.generic(method, url)
        transaction.set_rollback(False)
        transaction.savepoint_rollback(self._before)
        cache.clear()  # rate limits, and the end of the session if that was asked for
        cache.set_many(self._kept, timeout=None)
        return response


@contextmanager
def playing(role: str, world: World, client_of: ClientOf) -> Iterator[Browser]:
    with cast.playing(role, world, client_of) as client:
        yield Browser(client)


def statuses(browser: Browser, urls: dict[str, str]) -> Statuses:
    return {
        (name, method): browser.ask(method, url).status_code
        for name, url in urls.items()
        for method in policy.METHODS
    }


class TestPolicy:
    def test_it_has_a_line_for_every_address_and_no_other(self) -> None:
        assert set(policy.lines()) == {one.name or one.path for one in pages.addresses()}

    def test_every_line_is_whole(self) -> None:
        cells = len(policy.ROLES) * len(policy.METHODS)
        assert {len(line) for line in policy.lines().values()} == {cells}

    @pytest.mark.parametrize("role", policy.ROLES)
    def test_it_holds(self, role: str, world: World, client_of: ClientOf) -> None:
        urls = addresses.of(world)
        with playing(role, world, client_of) as browser:
            found = statuses(browser, urls)
        asked = policy.expected(role)
        wrong = {cell: (found[cell], asked[cell]) for cell in asked if found[cell] != asked[cell]}
        assert not wrong, f"(found, expected) by {role}"
        assert found.keys() == asked.keys()


class TestOtherMethods:
    @pytest.mark.parametrize("role", ["A", "agreed", "editor"])
    def test_a_page_s_head_is_for_whoever_may_have_the_page(
        self, role: str, world: World, client_of: ClientOf
    ) -> None:
        asked = policy.expected(role)
        with playing(role, world, client_of) as browser:
            wrong = {
                name: status
                for name, url in addresses.of(world).items()
                if (status := browser.ask("HEAD", url).status_code) != asked[name, "GET"]
            }
        # Their GET does something: it signs out, it hands over the one copy.
        assert wrong == {"couples:leave": 405, "leaving:fetch_copy": 405}

    @pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "NOSUCH"])
    def test_nobody_is_asked_in_any_other_way(
        self, method: str, world: World, client_of: ClientOf
    ) -> None:
        browser = client_of(world.alice)
        found = {browser.generic(method, one.url).status_code for one in pages.named()}
        assert found == {405}


NAMED = (
    "/moments/",
    "/rhythm/",
    "/exercises/own/",
    "/listening/",
    "/apology/",
    "/repair/",
    "/caseload/",
    "/live/",
    "/invite/",
)
ELSEWHERE = [role for role in policy.ROLES if role not in {"anonymous", "A", "B", "agreed"}]


class TestNotThere:
    @pytest.mark.parametrize("role", ELSEWHERE)
    def test_what_is_not_theirs_reads_as_what_was_never_there(
        self, role: str, world: World, client_of: ClientOf
    ) -> None:
        both = list(theirs_and_made_up(world))
        assert len(both) > 15
        with playing(role, world, client_of) as browser:
            told = [url for url, made_up in both if reads(browser, url) != reads(browser, made_up)]
        assert not told

    @pytest.mark.parametrize("role", ["A", "former"])
    def test_what_was_theirs_as_a_couple_is_gone_for_both(
        self, role: str, world: World, client_of: ClientOf
    ) -> None:
        with as_steward():
            moment = Moment.objects.exclude(couple=world.couple).get()
        day = f"/history/{moment.on.isoformat()}/"
        with playing(role, world, client_of) as browser:
            assert reads(browser, moment.get_absolute_url())[0] == 404
            status, page = reads(browser, day)
        other = {"A": "Carol", "former": "Alice"}[role]
        assert status == 200
        assert other not in page.decode()


def theirs_and_made_up(world: World) -> Iterator[tuple[str, str]]:
    """Each address of a row of alice’s, bob’s or tess’s, and the same with a name that nobody has."""
    known = set(addresses.rows(world).values()) | set(addresses.links(world).values())
    for url in addresses.of(world).values():
        for key in known:
            if url.startswith(NAMED) and key in url:
                yield url, url.replace(key, "x" * LENGTH)


def reads(browser: Browser, url: str) -> tuple[int, bytes]:
    response = browser.ask("GET", url)
    return response.status_code, masks.without_csrf(response.content)

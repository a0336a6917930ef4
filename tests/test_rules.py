"""The rules of the house that no single app can hold: guards, arrows, migrations."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from couples import guards
from couples.models import User
from tests import pages
from tests.conftest import ClientOf
from tests.pages import Address

GUARDS = {"everyone", "signed_in", "partner", "therapist"}
# allauth holds its own doors: its views ask for a sign-in, or for a fresh one, where they need it.
ALLAUTH_FOR_ALL = {
    "account_confirm_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_login_webauthn",
}

PART = re.compile(r'{% include "([^"]+)"([^%]*) only %}')
ADMIN_FOR_ALL = {"admin:jsi18n", "admin:logout"}  # words for the date picker; goodbye


def guards_of(view: Callable[..., Any]) -> set[str]:
    """Those of the view and of everything that it wraps."""
    found = {view.guard} if hasattr(view, "guard") else set()
    inner = getattr(view, "__wrapped__", None)
    return found | guards_of(inner) if inner else found


def ours() -> list[Address]:
    return [one for one in pages.addresses() if not one.is_admin and not one.is_allauth]


class TestGuards:
    def test_there_are_addresses_to_look_at(self) -> None:
        assert len(ours()) > 30

    def test_each_view_has_exactly_one(self) -> None:
        wrong = {one.name: guards_of(one.view) for one in ours() if len(guards_of(one.view)) != 1}
        assert not wrong

    def test_each_is_one_we_know(self) -> None:
        assert {guard for one in ours() for guard in guards_of(one.view)} <= GUARDS

    def test_a_view_without_one_is_noticed(self) -> None:
        def bare(request: object) -> None: ...

        assert guards_of(bare) == set()
        assert len(guards_of(guards.partner(guards.signed_in(bare)))) == 2  # type: ignore[arg-type]  # a bare view stands for all


class TestDoors:
    def test_visitors_get_nowhere_but_where_everyone_may(self, client: Client) -> None:
        let_in = {
            one.name
            for one in pages.named()
            if "everyone" not in guards_of(one.view)
            and one.name not in ALLAUTH_FOR_ALL | ADMIN_FOR_ALL
            if not refuses(client, one.url)
        }
        assert not let_in

    @pytest.mark.parametrize("name", ["alice", "tess"])
    def test_the_admin_is_for_staff(
        self, name: str, request: pytest.FixtureRequest, client_of: ClientOf
    ) -> None:
        client = client_of(request.getfixturevalue(name))
        admin = [one for one in pages.named() if one.is_admin and one.name not in ADMIN_FOR_ALL]
        assert len(admin) > 10
        assert not {one.name for one in admin if not refuses(client, one.url)}


def refuses(client: Client, url: str) -> bool:
    response = client.get(url)
    if response.status_code == 302:
        return "/login/" in response["Location"]
    return response.status_code in (404, 405)


class TestForeignAddresses:
    @pytest.mark.parametrize("name", ["alice", "tess", "edith"])
    def test_nothing_breaks_whoever_asks(
        self, name: str, request: pytest.FixtureRequest, client_of: ClientOf
    ) -> None:
        """Ids of nobody, on every page: an answer, never a failure."""
        person: User = request.getfixturevalue(name)
        client = client_of(person)
        client.raise_request_exception = False
        broken = set()
        for one in pages.named():
            if one.name not in {"account_logout", "couples:leave"}:
                for method in (client.get, client.post):
                    if method(one.url).status_code >= 500:
                        broken.add((one.name, method.__name__))
        assert not broken


class TestStructure:
    def test_no_migration_is_missing(self) -> None:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    def test_the_arrows_are_kept(self) -> None:
        command = Path(sys.executable).with_name("lint-imports")
        done = subprocess.run([command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout

    def test_a_form_in_a_part_of_a_page_is_given_its_token(self) -> None:
        """An include with `only` gives it all that it knows; and a test’s client is asked for no token."""
        folder = Path(settings.BASE_DIR) / "templates"
        without = [
            (page.name, part)
            for page in folder.rglob("*.html")
            for part, given in PART.findall(page.read_text())
            if "{% csrf_token %}" in (folder / part).read_text() and "csrf_token=" not in given
        ]
        assert not without

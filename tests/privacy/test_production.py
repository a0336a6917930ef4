"""Every kind of page as production sends it: the settings that people meet, not those of the tests."""

import runpy
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from config.folders import REPOSITORY
from couples.models import User
from tests import pages
from tests.conftest import ClientOf
from tests.factories import PASSWORD

VARIABLES = {
    "MOMENTS_ENV": "production",
    "SECRET_KEY": "".join(map(chr, range(40, 100))),
    "MASTER_KEYS": bytes(range(32)).hex(),
    "DATABASE_URL": "postgres://moments@/moments?host=/nowhere",
    "REDIS_URL": "unix:///nowhere/redis.sock",
    "MAIL_HOST": "localhost",
    "SITE_URL": "https://testserver",
    "ALLOWED_HOSTS": "testserver",
}
# Servers, keys, and the files that collectstatic would have made, are those of the tests.
OF_THE_TESTS = {
    "INSTALLED_APPS",
    "MASTER_KEYS",
    "DATABASES",
    "CACHES",
    "STORAGES",
    "REDIS_URL",
    "CELERY_BROKER_URL",
    "EMAIL_BACKEND",
}
ENDS_THE_SESSION = {"account_logout", "couples:leave"}
EXACTLY = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
NOT_ALLOWED = ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    found = runpy.run_path(str(REPOSITORY / "config" / "settings.py"))
    changed = {
        name: value
        for name, value in found.items()
        if name.isupper() and name not in OF_THE_TESTS and getattr(settings, name, None) != value
    }
    assert changed["PRODUCTION"]
    with override_settings(**changed | {"SIGN_IN_STEP_MS": 0, "MAIL_AFTER_ANSWER": False}):
        yield


@pytest.fixture
def browser(
    production: None, name: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> Client:
    person: User | None = request.getfixturevalue(name) if name != "visitor" else None
    return client_of(person) if person else Client()


def answers(browser: Client) -> Iterator[tuple[str, Any]]:
    for one in pages.named():
        if one.name not in ENDS_THE_SESSION:
            yield one.url, browser.get(one.url, secure=True)
    yield "/nowhere/", browser.get("/nowhere/", secure=True)
    for door in ("login", "signup", "password/reset"):
        yield door, browser.post(f"/account/{door}/", {"email": "a@b.example"}, secure=True)
    browser.handler.enforce_csrf_checks = True
    yield "a forged form", browser.post("/us/pause/", secure=True)


@pytest.mark.parametrize("folder", ["/static/", "/static/css/", "/static/js/"])
def test_no_folder_is_listed(folder: str, client: Client) -> None:
    assert client.get(folder).status_code == 404


@pytest.mark.parametrize("name", ["alice", "tess", "edith", "visitor"])
class TestEveryPage:
    def test_it_says_all_that_holds_a_browser(self, name: str, browser: Client) -> None:
        kinds = set()
        for where, answer in answers(browser):
            kinds.add(answer.status_code)
            told = {header: answer.headers.get(header) for header in EXACTLY}
            assert told == EXACTLY, where
            assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY, where
            for feature in NOT_ALLOWED:
                assert f"{feature}=()" in answer.headers["Permissions-Policy"], where
        assert {200, 302, 403, 404} <= kinds

    def test_its_cookies_belong_to_this_host_alone(self, name: str, browser: Client) -> None:
        for where, answer in answers(browser):
            for cookie in answer.cookies.values():
                if cookie["max-age"] == 0:
                    continue
                assert cookie.key.startswith("__Host-"), where
                assert cookie["secure"], where
                assert cookie["httponly"], where
                assert cookie["samesite"] in {"Lax", "Strict"}, where
                assert cookie["path"] == "/", where
                assert not cookie["domain"], where


class TestAnOpenLine:
    def test_it_is_sent_to_the_closed_one(self, production: None, client: Client) -> None:
        answer = client.get("/account/login/")
        assert answer["Location"] == "https://testserver/account/login/"

    def test_the_error_page_says_it_too(
        self, production: None, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: object) -> None:
            raise RuntimeError

        client.raise_request_exception = False
        monkeypatch.setattr("couples.views.house.render", broken)
        answer = client.get("/welcome/", secure=True)
        assert answer.status_code == 500
        assert {header: answer.headers.get(header) for header in EXACTLY} == EXACTLY


class TestSigningIn:
    def test_sets_cookies_of_this_host_alone(
        self, production: None, client: Client, alice: User
    ) -> None:
        given = {"login": alice.email, "password": PASSWORD}
        answer = client.post("/account/login/", given, secure=True)
        assert set(answer.cookies) == {"__Host-session", "__Host-csrf", "__Host-known"}
        assert all(cookie["secure"] and cookie["httponly"] for cookie in answer.cookies.values())


class TestLeaving:
    def test_the_mark_of_a_browser_that_left_belongs_to_this_host_alone(
        self, production: None, alice: User, client_of: ClientOf
    ) -> None:
        hers = client_of(alice)
        assert hers.get("/us/", secure=True).status_code == 200
        hers.cookies["left"] = "yes"  # which another host might set
        assert hers.get("/us/", secure=True).status_code == 200
        hers.cookies["__Host-left"] = "yes"
        answer = hers.get("/us/", secure=True)
        assert answer.status_code == 302
        assert answer.cookies["__Host-left"]["secure"]
        assert answer.cookies["__Host-left"].value == answer.cookies["__Host-session"].value == ""

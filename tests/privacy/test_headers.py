"""What every answer says about itself, page by page."""

import pytest
from csp.constants import NONE, SELF
from django.conf import settings
from django.test import Client

from couples.models import User
from tests import pages
from tests.conftest import ClientOf
from tests.couples.test_frame import Page, ways_out

STRICT = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "connect-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
}
QUIET = {"account_logout", "couples:leave"}  # they end the session that the next page needs


class TestPolicy:
    def test_it_allows_nothing_but_ourselves(self) -> None:
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        assert {name: directives[name] for name in STRICT} == STRICT
        assert "unsafe" not in repr(directives)
        assert "http" not in repr(directives)


class TestEveryPage:
    @pytest.mark.parametrize("name", ["alice", "tess", "edith", None])
    def test_it_is_kept_nowhere_and_runs_nothing_foreign(
        self, name: str | None, request: pytest.FixtureRequest, client_of: ClientOf
    ) -> None:
        client = client_of(self.person(name, request)) if name else Client()
        for one in pages.named():
            if one.name not in QUIET:
                self.check(client, one.url)

    def person(self, name: str, request: pytest.FixtureRequest) -> User:
        person: User = request.getfixturevalue(name)
        return person

    def check(self, client: Client, url: str) -> None:
        answer = client.get(url)
        headers = answer.headers
        if answer.status_code == 200 and headers["Content-Type"].startswith("text/html"):
            ways_out(Page(answer.content.decode()))
        assert headers["Cache-Control"] == "no-store", url
        assert "default-src 'none'" in headers["Content-Security-Policy"], url
        assert "unsafe" not in headers["Content-Security-Policy"], url
        assert {"HX-Request", "HX-Target"} <= set(headers["Vary"].split(", ")), url
        assert "ETag" not in headers, url
        assert "Last-Modified" not in headers, url
        assert headers["X-Frame-Options"] == "DENY", url
        assert headers["X-Content-Type-Options"] == "nosniff", url
        assert headers["Referrer-Policy"] == settings.SECURE_REFERRER_POLICY, url
        assert headers["X-Robots-Tag"] == "noindex, nofollow", url


class TestQuickExit:
    def test_it_ends_the_session_and_clears_the_browser(
        self, client_of: ClientOf, alice: User
    ) -> None:
        client = client_of(alice)
        response = client.get("/leave/")
        assert response["Location"] == settings.NEUTRAL_SITE
        assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert client.get("/us/").status_code == 302

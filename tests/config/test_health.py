"""What the health checks of a deployment ask."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings
from django.core.cache import cache

from config import health
from reminders import pulse

NOW = datetime(2026, 5, 6, 18, 30, tzinfo=UTC)


class Site(BaseHTTPRequestHandler):
    asked: tuple[str, str | None] = ("", None)

    def do_GET(self) -> None:
        Site.asked = (self.path, self.headers["Host"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of its base
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


class TestSite:
    def test_it_asks_under_a_name_that_the_site_answers_to(
        self, port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GRANIAN_PORT", str(port))
        monkeypatch.setenv("ALLOWED_HOSTS", "moments.example.org, other.example.org")
        assert health.site()
        assert Site.asked == ("/health/", "moments.example.org")


class TestPulse:
    @pytest.fixture(autouse=True)
    def _own_cache(self) -> Iterator[None]:
        yield
        cache.delete(pulse.KEY)

    def test_it_is_not_steady_before_the_first_tick(self) -> None:
        assert not pulse.is_steady(now=NOW)

    def test_it_is_steady_while_ticks_come(self) -> None:
        pulse.note(now=NOW)
        assert pulse.is_steady(now=NOW + timedelta(seconds=settings.TICK_SECONDS))

    def test_it_is_not_steady_when_they_stay_away(self) -> None:
        pulse.note(now=NOW)
        late = pulse.MISSED_TICKS * settings.TICK_SECONDS
        assert not pulse.is_steady(now=NOW + timedelta(seconds=late))

from collections.abc import Collection
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from couples import devices
from couples.models import User
from couples.templatetags.devices import device
from privacy.context import acting_as
from tests import factories

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36", "Chrome on Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {CHROME} Safari/537.36 Edg/141.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on an iPhone",
        ),
        (f"Mozilla/5.0 (Linux; Android 15) {CHROME} Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox on Linux"),
        ("", "A browser"),
    ],
)
def test_a_browser_gets_a_name_that_people_know(user_agent: str, words: str) -> None:
    assert device(user_agent) == words


def test_when_all_of_them_were_last_used_is_asked_at_once(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        Client().post("/account/login/", {"login": alice.email, "password": factories.PASSWORD})
    asked: list[int] = []
    store = type(cache._connections[cache._alias])  # type: ignore[attr-defined]  # behind its proxy
    real = store.get_many

    def count(self: Any, keys: Collection[str], *args: Any) -> Any:
        asked.append(len(keys))
        return real(self, keys, *args)

    monkeypatch.setattr(store, "get_many", count)
    with acting_as(alice):
        assert len(devices.of(alice)) == 3
    assert asked == [3]

"""A process of pages opens the canaries and then holds no connection that it does not use."""

import gc
import importlib

import pytest
from django.db import connections

from privacy import masters


@pytest.mark.parametrize("name", ["config.wsgi", "config.asgi"])
def test_no_connection_is_left_over_from_the_start(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(masters, "open_canaries", lambda: done.append("opened"))
    monkeypatch.setattr(connections, "close_all", lambda: done.append("closed"))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setenv("DATABASE_POOL", "16")
    module = importlib.import_module(name)
    done.clear()
    importlib.reload(module)
    assert done == ["opened", "closed"]

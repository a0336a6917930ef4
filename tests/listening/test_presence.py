import gc
from datetime import datetime
from io import BytesIO
from types import BuiltinFunctionType, FunctionType, ModuleType

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.db.models import Model
from django.http import HttpRequest
from pytest_django import Settings

from couples import live
from couples.models import User
from couples.streams import BEGIN, Stream
from listening import presence
from listening.models import Session
from listening.turns import Act
from listening.views import live_session as view
from privacy.context import acting_as
from privacy.sessions import SessionStore
from tests.listening.steps import take

CODE = (type, ModuleType, FunctionType, BuiltinFunctionType)


class TestPresence:
    def test_nobody_is_here_at_first(self, session: Session, alice: User, bob: User) -> None:
        assert presence.of_other(session, alice) is False

    def test_who_looks_is_here_for_the_other(
        self, session: Session, alice: User, bob: User
    ) -> None:
        presence.look(session, bob, by_itself=False)
        assert presence.of_other(session, alice) is True
        assert presence.of_other(session, bob) is False

    def test_a_second_page_keeps_somebody_here(
        self, session: Session, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = presence.Line(session, bob), presence.Line(session, bob)
        for line in (first, second):
            line.begins()
        monkeypatch.setattr(presence, "A_BREATH", 0.0)
        first.ends()
        assert presence.of_other(session, alice) is True
        second.ends()
        assert presence.of_other(session, alice) is False

    def test_it_is_of_no_interest_on_one_device_and_at_the_end(
        self, session: Session, alice: User, bob: User, now: datetime
    ) -> None:
        presence.look(session, bob, by_itself=False)
        done = take(session, Act.STOP, alice, now=now)
        assert presence.of_other(done, alice) is None

    def test_without_redis_nobody_knows(
        self, session: Session, alice: User, bob: User, settings: Settings
    ) -> None:
        live.client.cache_clear()
        settings.REDIS_URL = "unix:///nowhere.sock"
        try:
            presence.look(session, bob, by_itself=False)
            assert presence.of_other(session, alice) is None
        finally:
            live.client.cache_clear()


class TestStream:
    def test_it_keeps_no_request_and_no_row(self, session: Session, alice: User) -> None:
        """It lives for minutes, and there are a thousand of them."""
        begin: list[Stream] = []
        request = ASGIRequest(
            {"method": "GET", "path": "/", "headers": [], BEGIN: begin}, BytesIO()
        )
        request.user, request.session = alice, SessionStore()
        with acting_as(alice):
            view(request, session.public_id)
        (stream,) = begin
        held = {type(one) for one in reached_from(stream)}
        assert not [one for one in held if issubclass(one, Model | HttpRequest | SessionStore)]


def reached_from(thing: object) -> list[object]:
    """All that it keeps alive, apart from code."""
    found, left = {id(thing): thing}, [thing]
    while left:
        for one in gc.get_referents(left.pop()):
            if id(one) not in found and not isinstance(one, CODE):
                found[id(one)] = one
                left.append(one)
    return list(found.values())

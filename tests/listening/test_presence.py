import gc
from datetime import datetime
from io import BytesIO
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

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
from tests.listening import steps
from tests.listening.steps import take

State = Session.State
CODE = (type, ModuleType, BuiltinFunctionType)


@pytest.fixture
def speaking(session: Session, now: datetime) -> Session:
    return steps.up_to(session, State.SPEAKING, now=now)


class TestPresence:
    def test_nobody_is_here_at_first(self, speaking: Session, alice: User, bob: User) -> None:
        assert presence.of_other(speaking, alice) is False

    def test_who_looks_is_here_for_the_other(
        self, speaking: Session, alice: User, bob: User
    ) -> None:
        presence.note(speaking, bob, by_itself=False)
        assert presence.of_other(speaking, alice) is True
        assert presence.of_other(speaking, bob) is False

    def test_a_second_page_keeps_somebody_here(
        self, speaking: Session, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = presence.Line(speaking, bob), presence.Line(speaking, bob)
        for line in (first, second):
            line.begins()
        monkeypatch.setattr(presence, "A_BREATH", 0.0)
        first.ends()
        assert presence.of_other(speaking, alice) is True
        second.ends()
        assert presence.of_other(speaking, alice) is False

    def test_a_look_that_the_page_took_ends_with_it(
        self, speaking: Session, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Or the one nudge that tells of their leaving would come too early, and be the last."""
        line = presence.Line(speaking, bob)
        line.begins()
        presence.note(speaking, bob, by_itself=True)
        monkeypatch.setattr(presence, "A_BREATH", 0.0)
        line.ends()
        assert presence.of_other(speaking, alice) is False

    def test_it_is_of_no_interest_on_one_device_and_at_the_end(
        self, speaking: Session, alice: User, bob: User, now: datetime
    ) -> None:
        presence.note(speaking, bob, by_itself=False)
        done = take(speaking, Act.STOP, alice, now=now)
        assert presence.of_other(done, alice) is None

    def test_without_redis_nobody_knows(
        self, speaking: Session, alice: User, bob: User, settings: Settings
    ) -> None:
        live.client.cache_clear()
        settings.REDIS_URL = "unix:///nowhere.sock"
        try:
            presence.note(speaking, bob, by_itself=False)
            assert presence.of_other(speaking, alice) is None
        finally:
            live.client.cache_clear()


class TestBeforeBothAreReady:
    """Whoever looks at an invitation and leaves it has said nothing, and nothing is said of them."""

    @pytest.fixture
    def told(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        channels: list[str] = []
        monkeypatch.setattr(live, "send", channels.append)
        return channels

    @pytest.mark.parametrize("state", [State.INVITED, State.PAUSED, State.STOPPED])
    def test_nobody_learns_who_looked(
        self,
        state: State,
        session: Session,
        alice: User,
        bob: User,
        told: list[str],
        django_capture_on_commit_callbacks: Any,
        now: datetime,
    ) -> None:
        found = brought_to(session, state, now=now)
        told.clear()
        with django_capture_on_commit_callbacks(execute=True):
            come_and_go(found, bob)
        assert presence.of_other(found, alice) is None
        assert told == []

    def test_then_the_other_learns_it_at_once(
        self,
        session: Session,
        bob: User,
        told: list[str],
        django_capture_on_commit_callbacks: Any,
        now: datetime,
    ) -> None:
        line = presence.Line(session, bob)  # a page that was opened before
        found = steps.up_to(session, State.SPEAKING, now=now)
        told.clear()
        line.begins()
        line.is_gone()
        assert told == [found.channel] * 2


def brought_to(session: Session, state: State, *, now: datetime) -> Session:
    if state == State.INVITED:
        return session
    speaking = steps.up_to(session, State.SPEAKING, now=now)
    act = Act.PAUSE if state == State.PAUSED else Act.STOP
    return take(speaking, act, speaking.host, now=now)


def come_and_go(session: Session, person: User) -> None:
    presence.note(session, person, by_itself=False)
    line = presence.Line(session, person)
    line.begins()
    line.ends()
    line.is_gone()


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
        for one in held_by(left.pop()):
            if id(one) not in found and not isinstance(one, CODE):
                found[id(one)] = one
                left.append(one)
    return list(found.values())


def held_by(thing: object) -> list[Any]:
    """Of a function only what it closes over: its globals are there anyway."""
    if isinstance(thing, FunctionType):
        return [*(thing.__closure__ or ()), thing.__defaults__, thing.__kwdefaults__]
    return gc.get_referents(thing)

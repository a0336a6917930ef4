"""A couple, their therapist and a clock; and a record of everything that one of them gets to see."""

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.test import Client

from checkins.models import Moment
from couples import live
from couples.models import Couple, User
from listening.models import Session
from privacy.context import as_steward, asking
from tests import factories
from tests.conftest import with_second_factor
from tests.privacy import masks

(BACKEND,) = settings.AUTHENTICATION_BACKENDS


@dataclass(frozen=True)
class Seen:
    """One thing that the watcher got: a page, a mail, a nudge of an open page."""

    what: str
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    queries: int = 0


class Dice:
    """Random names that can be told from words: each is known, and so can be covered."""

    def __init__(self) -> None:
        self.thrown: list[str] = []

    def throw(self, size: int | None = None) -> str:
        drawn = hashlib.sha512(b"%d" % len(self.thrown)).digest()[: size or 32]
        name = base64.urlsafe_b64encode(drawn).rstrip(b"=").decode()
        self.thrown.append(name)
        return name


@dataclass
class Stage:
    alice: User
    bob: User
    tess: User
    couple: Couple
    moment: Moment
    watcher: str
    begins: datetime
    clock: Callable[[datetime], None]
    now: datetime = field(init=False)
    browser: Client | None = field(init=False)
    seen: list[Seen] = field(default_factory=list)

    def begin(self) -> None:
        cache.clear()
        mail.outbox.clear()
        self.at(self.begins)

    def at(self, now: datetime) -> None:
        """Another hour; whoever watches signs in again before they look, as after every longer pause."""
        self.now = now
        self.clock(now)
        self.browser = None

    def later(self, hours: int) -> None:
        self.at(self.now + timedelta(hours=hours))

    @property
    def person(self) -> User:
        person: User = getattr(self, self.watcher)
        return person

    @property
    def session(self) -> Session | None:
        """The last in which the two listened to each other."""
        with as_steward():
            return Session.objects.select_related("host", "guest", "couple").order_by("pk").last()

    def send(self, method: str, path: str, data: dict[str, Any] | None = None) -> None:
        """What the watcher does in their browser."""
        self.browser = self.browser or signed_in(self.person)
        with counted() as asked:
            response = getattr(self.browser, method)(path, data)
        headers = {**response.headers, "Set-Cookie": " ".join(sorted(response.cookies))}
        told = Seen(
            f"{method} {path}",
            response.status_code,
            tuple(sorted(headers.items())),
            masks.without_csrf(response.content),
            asked.queries,
        )
        self.seen.append(told)

    def hears(self, channel: str) -> None:
        self.seen.append(Seen(f"a nudge of {channel}"))

    def reads_mail(self) -> None:
        for letter in mail.outbox:
            if self.person.email in letter.recipients():
                self.seen.append(Seen("mail", content=letter.message().as_bytes()))
        mail.outbox.clear()


class Counter:
    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        self.queries += 1
        return execute(*arguments)


@contextmanager
def counted() -> Iterator[Counter]:
    """Queries, those that are kept ready among them, for which Django has no wrapper."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    asked = Counter()
    with pytest.MonkeyPatch.context() as patched, database.execute_wrapper(asked):
        patched.setattr(database, "ask", partial(asked, database.ask))
        yield asked


def signed_in(person: User) -> Client:
    client = Client()
    with asking(factories.AT_THE_DOOR):
        client.force_login(person, backend=BACKEND)
    return with_second_factor(client, person) if person.is_therapist else client


@contextmanager
def a_world(stage: Stage) -> Iterator[list[Seen]]:
    """What happens in it is undone; what was seen of it stays, with random names covered."""
    dice, stage.seen = Dice(), []
    with pytest.MonkeyPatch.context() as patched, transaction.atomic():
        patched.setattr(secrets, "token_urlsafe", dice.throw)
        patched.setattr(live, "publish", stage.hears)
        stage.begin()
        shown: list[Seen] = []
        yield shown
        stage.reads_mail()
        shown.extend(covered(stage.seen, dice.thrown))
        transaction.set_rollback(True)


def covered(seen: list[Seen], names: list[str]) -> list[Seen]:
    """Each random name becomes the number of its first appearance."""
    order: dict[bytes, bytes] = {}

    def number(found: re.Match[bytes]) -> bytes:
        return order.setdefault(found[0], b"name-%d" % len(order))

    either = re.compile("|".join(map(re.escape, names)).encode()) if names else None
    if either is None:
        return seen
    return [
        Seen(
            either.sub(number, one.what.encode()).decode(),
            one.status,
            tuple(
                (name, either.sub(number, value.encode()).decode()) for name, value in one.headers
            ),
            either.sub(number, one.content),
            one.queries,
        )
        for one in seen
    ]

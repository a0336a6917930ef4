"""Fixed people: alice and bob are a couple, mallory is in another one, tess is their therapist."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE_RECORDS,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connections
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from couples import staff
from couples.models import Couple, User
from privacy import context
from tests import clock as clock_of_the_log
from tests import factories, kept, migrating

NOW = datetime(2026, 5, 6, 18, 30, tzinfo=UTC)  # a Wednesday, half past eight in Amsterdam

OTHERS_OUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""

LONGEST = (
    "tests/browser/test_every_page.py",
    "tests/browser/test_whole_story.py",
    "tests/browser/test_closeness.py",
    "tests/browser/test_listening.py",
    "tests/browser/test_admin.py",
    "tests/privacy/test_lives.py",
    "tests/privacy/test_twins.py",
    "tests/closeness/test_twins.py",
)

ClientOf = Callable[[User], Client]
Clock = Callable[[datetime], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--heavy", action="store_true", help="kill more workers, live more lives than usual"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before pytest-django sorts by these marks: whatever empties the tables comes last. Among its like, what
    takes longest comes first, so that no core waits for it alone in the end.

    Both aliases, always: asking for `default` alone would open the real database.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    for item in items:
        if "tests/config" not in item.nodeid and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "owner"]))


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_begin_with_the_demo(items: list[pytest.Item]) -> None:
    """pytest-django puts it last, where one core would wait for a whole demo on the other."""
    items.sort(key=lambda item: "tests/config/test_demo" not in item.nodeid)


@pytest.fixture(scope="session")
def quick_states() -> pytest.MonkeyPatch:
    patch = pytest.MonkeyPatch()
    migrating.render_only_what_is_new(patch)
    return patch


@pytest.fixture(scope="session")
def django_db_setup(
    quick_states: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A test that commits leaves nothing but what the migrations wrote."""
    quick_states.undo()
    with django_db_blocker.unblock():
        clock_of_the_log.believe()
        ground = kept.keep()

    def leave_the_ground(case: TransactionTestCase) -> None:
        kept.empty()
        kept.fill(ground)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", leave_the_ground)
        yield
    # A database in which anybody has a session cannot be dropped: the mirror has, and threads of tests.
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(OTHERS_OUT)
    connections.close_all()


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    """Views read the time themselves; here it stands still until it is set."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def alice() -> User:
    return factories.person("alice")


@pytest.fixture
def bob() -> User:
    return factories.person("bob")


@pytest.fixture
def mallory() -> User:
    return factories.person("mallory")


@pytest.fixture
def trent() -> User:
    """Mallory's partner."""
    return factories.person("trent")


@pytest.fixture
def tess() -> User:
    return factories.therapist("tess")


@pytest.fixture
def tom() -> User:
    """A therapist of others."""
    return factories.therapist("tom", "Hillside Practice")


@pytest.fixture
def edith() -> User:
    return factories.staff("edith")


@pytest.fixture
def couple(alice: User, bob: User, now: datetime) -> Couple:
    return factories.couple(alice, bob, now=now)


@pytest.fixture
def other_couple(mallory: User, trent: User, now: datetime) -> Couple:
    return factories.couple(mallory, trent, now=now)


@pytest.fixture
def client_of() -> ClientOf:
    """A signed-in browser of somebody, without the price of a password hash.

    A therapist's has used the second key as well, without which they see nothing.
    """

    def sign_in(person: User) -> Client:
        client = Client()
        with context.asking(factories.AT_THE_DOOR):
            client.force_login(person, backend="couples.accounts.AuthenticationBackend")
        return with_second_factor(client, person) if person.is_therapist else client

    return sign_in


@pytest.fixture
def hers(alice: User, client_of: ClientOf) -> Client:
    return client_of(alice)


@pytest.fixture
def his(bob: User, client_of: ClientOf) -> Client:
    return client_of(bob)


@pytest.fixture
def editor(edith: User, client_of: ClientOf, settings: Any) -> Client:
    """Edith's browser, who may work on content."""
    settings.STAFF_SECOND_FACTOR = False
    with context.acting_as(edith):
        edith.groups.add(Group.objects.get(name=staff.EDITORS))
    return client_of(edith)


@pytest.fixture
def content_work() -> Iterator[None]:
    """As the load of a content pack."""
    with context.asking(factories.CONTENT_WORK):
        yield


def with_second_factor(client: Client, person: User) -> Client:
    """The browser of somebody who has just used their passkey or their app as well."""
    session = client.session
    session[WHOSE_RECORDS] = str(person.pk)
    session[RECORDS] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session.save()
    return client


def asked_again(client: Client, person: User, *, ago: float = 0) -> Client:
    """The browser of somebody who gave their password once more, just now or so many seconds ago."""
    session = client.session
    session[WHOSE_RECORDS] = str(person.pk)
    again = {"method": "password", "at": time.time() - ago, "reauthenticated": True}
    session[RECORDS] = [*session.get(RECORDS, []), again]
    session.save()
    return client

"""A browser for each role of the policy.

Everybody is signed in, with a second key that they used just now, so that each page is reached itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from django.db import transaction
from django.test import Client

from couples import agreements
from couples.models import User
from privacy.context import acting_as
from tests.conftest import ClientOf, with_second_factor
from tests.privacy.who import World

WHO = {
    "A": "alice",
    "B": "bob",
    "former": "carol",
    "stranger": "mallory",
    "agreed": "tess",
    "withdrawn": "tess",
    "others": "tom",
    "editor": "edith",
    "operator": "oscar",
}


@contextmanager
def playing(role: str, world: World, client_of: ClientOf) -> Iterator[Client]:
    """The browser of this role, in a world in which it is so."""
    with transaction.atomic():
        if role == "withdrawn":
            withdraw(world)
        yield browser(role, world, client_of)
        transaction.set_rollback(True)


def browser(role: str, world: World, client_of: ClientOf) -> Client:
    if role not in WHO:
        return Client()
    person: User = getattr(world, WHO[role])
    client = with_second_factor(client_of(person), person)
    session = client.session
    session[RECORDS][-1]["reauthenticated"] = True
    session.save()
    return client


def withdraw(world: World) -> None:
    with acting_as(world.bob):
        link = agreements.link_of(world.couple)
        assert link is not None
        agreements.withdraw(link, by=world.bob, now=world.now)

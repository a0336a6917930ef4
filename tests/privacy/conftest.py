from collections.abc import Iterator
from copy import deepcopy

import pytest
from pytest_django import DjangoDbBlocker

from tests.conftest import NOW
from tests.privacy import world as worlds
from tests.privacy.world import World


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with worlds.lasting(django_db_blocker, NOW) as world:
        yield world


@pytest.fixture
def world(built: World) -> World:
    """As it was built, whatever other tests did to it."""
    return deepcopy(built)

from collections.abc import Iterator
from copy import deepcopy

import pytest
from pytest_django import DjangoDbBlocker

from tests import lasting
from tests.conftest import NOW
from tests.privacy.who import World
from tests.privacy.world import build


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    yield from lasting.through(django_db_blocker, lambda: build(NOW))


@pytest.fixture
def world(built: World) -> World:
    """As it was built, whatever other tests did to it."""
    return deepcopy(built)

"""How often a check-in asks the database. Whatever makes one of these numbers grow wants a reason."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from care.models import Milestone
from couples.models import Couple, User
from privacy import keys
from privacy.context import acting_as, asking
from tests import factories
from tests.checkins.pages import answers
from tests.conftest import ClientOf

pytestmark = pytest.mark.usefixtures("clock")

FORM = "/check-in/"
WORDS = {"appreciation": "You made tea.", "note": "A long day.", "audience": "partner"}
# Opening and closing, who is asking, the person with their couple; and, within a test, who asked before.
OF_EVERY_PAGE = 5
# Whatever people write is sealed with a key of their own, which no process keeps for longer than a request.
THE_KEY = 1


@pytest.fixture(autouse=True)
def first_day_of_both() -> None:
    with asking(factories.AT_THE_DOOR):
        Milestone.objects.create(slug="it", title="It", line="It.", rule={"kind": "first_day_both"})


@pytest.fixture(autouse=True)
def keys_of_both(alice: User, bob: User) -> None:
    """They are made with the first words of a person; that is once in a life."""
    for one in (alice, bob):
        with acting_as(one):
            keys.of(one.pk)


def statements(browser: Client, **fields: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert browser.post(FORM, answers(**fields)).status_code == 302
    return [one["sql"] for one in captured.captured_queries]


class TestACheckIn:
    def test_is_written_with_what_it_tells_and_looked_at_once(
        self, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        asked = statements(client_of(alice), **WORDS)
        assert len(asked) == OF_EVERY_PAGE + THE_KEY + 2, "\n".join(asked)

    def test_asks_for_little_more_when_a_milestone_is_reached(
        self, alice: User, bob: User, couple: Couple, client_of: ClientOf
    ) -> None:
        client_of(alice).post(FORM, answers())
        asked = statements(client_of(bob), **WORDS)
        assert len(asked) == OF_EVERY_PAGE + THE_KEY + 2 + 5, "\n".join(asked)

    def test_handed_in_twice_asks_for_the_lock_and_only_compares(
        self, alice: User, couple: Couple, client_of: ClientOf
    ) -> None:
        browser = client_of(alice)
        browser.post(FORM, answers(**WORDS))
        asked = statements(browser, **WORDS)
        assert len(asked) == OF_EVERY_PAGE + THE_KEY + 4, "\n".join(asked)

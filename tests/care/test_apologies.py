"""An apology and a repair attempt, as the therapist's page knows of them: a day, while both agreed to it."""

from datetime import datetime

import pytest
from django.test import Client

from couples.models import Couple, User
from mending.models import Answer, Result
from tests import factories
from tests.care.pages import page_of, text
from tests.conftest import ClientOf
from tests.mending import tales
from tests.mending.tales import DID, START_OVER


@pytest.fixture
def theirs(tess: User, client_of: ClientOf) -> Client:
    return client_of(tess)


@pytest.mark.usefixtures("on_that_day")
class TestPage:
    @pytest.mark.parametrize(("kinds", "number"), [({"exercises"}, 1), ({"milestones"}, 0)])
    def test_the_day_stands_there_and_no_word(
        self, kinds: set[str], number: int, couple: Couple, alice: User, bob: User, tess: User,
        theirs: Client, now: datetime,
    ) -> None:  # fmt: skip
        factories.agreement(couple, tess, alice, bob, now=now, kinds=kinds)
        apology = tales.sent(couple, alice, now=now)
        tales.answered(apology, bob, Answer.NOT_YET, told=True, now=now)
        page = text(theirs, page_of(couple))
        assert page.count("An apology was sent") == number
        for words in (DID, "not yet"):
            assert words not in page

    @pytest.mark.parametrize(
        ("kinds", "noted"), [({"exercises"}, 2), ({"exercises"}, 1), ({"milestones"}, 2)]
    )
    def test_of_a_line_it_stands_there_once_both_noted_how_it_went(
        self, kinds: set[str], noted: int, couple: Couple, alice: User, bob: User,
        tess: User, theirs: Client, now: datetime,
    ) -> None:  # fmt: skip
        factories.agreement(couple, tess, alice, bob, now=now, kinds=kinds)
        tales.phrases_there()
        attempt = tales.tried(couple, alice, now=now)
        for one in (alice, bob)[:noted]:
            tales.noted(attempt, one, Result.HELPED, now=now)
        page = text(theirs, page_of(couple))
        assert ("A repair attempt" in page) == (noted == 2 and kinds == {"exercises"})
        for words in (START_OVER, "It helped"):
            assert words not in page

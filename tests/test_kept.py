from datetime import datetime

import pytest

from couples.models import Couple, User
from tests import factories, kept
from tests.leaving import unveiled


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("table", ["keys.person", "checkins_note"])
def test_what_is_closed_to_its_owner_is_emptied_as_well(
    table: str, alice: User, couple: Couple, now: datetime
) -> None:
    factories.check_in(alice, couple, now.date(), now=now, note=("Some words.", "only_me"))
    hers = "person_id = %(person)s"
    assert unveiled.number(table, hers, alice) == 1
    kept.empty()
    assert unveiled.number(table, hers, alice) == 0

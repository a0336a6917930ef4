import pytest
from django.db import connection

from couples.models import User
from privacy import keys
from privacy.context import acting_as, as_keeper
from tests import kept


def kept_keys() -> int:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM keys.person")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_is_emptied_keeps_nothing_that_is_closed_to_its_owner(alice: User) -> None:
    with acting_as(alice):
        keys.of(alice.pk)
    assert kept_keys() == 1
    kept.empty()
    assert kept_keys() == 0

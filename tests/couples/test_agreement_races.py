"""Two partners decide at the same moment: each transaction sees only its own until it ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

import pytest
from django.db import connection

from couples.models import Agreed, Agreement, CareLink, Couple, User
from privacy.context import acting_as
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)

NEXT = 2
A_MOMENT = 0.3


def agree(link: CareLink, person: User, now: datetime) -> None:
    """Past the domain’s own lock: what is kept must be right whoever writes."""
    Agreement.objects.create(
        care_link=link,
        person=person,
        version=NEXT,
        wording="…",
        decided_at=now,
        **dict.fromkeys(Agreement.KINDS, True),
    )


class TestDecide:
    def test_two_at_once_are_both_seen(
        self, couple: Couple, alice: User, bob: User, tess: User, now: datetime
    ) -> None:
        link = factories.agreement(couple, tess, alice, bob, now=now, kinds=set())
        written = Event()

        def second() -> None:
            written.wait()
            try:
                with acting_as(bob):
                    agree(link, bob, now)
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(second)
            with acting_as(alice):
                agree(link, alice, now)
                written.set()
                with pytest.raises(TimeoutError):
                    waiting.result(A_MOMENT)
            waiting.result()
        with acting_as(tess):
            assert Agreed.objects.get().couple_id == couple.pk

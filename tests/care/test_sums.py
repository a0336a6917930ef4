from datetime import datetime, timedelta

from checkins import checking_in
from checkins.checking_in import Answers, Page
from checkins.models import CheckIn
from couples.models import Couple, User
from privacy.context import acting_as

JUST = Answers(closeness=5, safe="yes")
THREE_WEEKS = timedelta(weeks=3)


class TestSums:
    def test_a_day_can_be_handed_in_though_the_newest_ones_were_erased(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            for at in (now + THREE_WEEKS, now):
                CheckIn.objects.all().delete()
                on = alice.local_date(at)
                checking_in.hand_in(
                    by=alice, couple=couple, on=on, answers=JUST, page=Page("p"), now=at
                )
            assert CheckIn.objects.get().on == alice.local_date(now)

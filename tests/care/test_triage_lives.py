"""Whatever a couple does, what is kept and what opening every answer would find is the same."""

from datetime import datetime
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care import order
from care.models import Triage
from checkins import checking_in, days, facts
from checkins.checking_in import Answers, Page
from checkins.models import SafetyAnswer
from couples.models import Agreed, Agreement, Couple, User
from privacy.context import acting_as
from tests import factories
from tests.care.story import ONE
from tests.care.visits import kept, pass_by, visit

PEOPLE = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(
        st.just("answers"), PEOPLE, st.booleans(), st.sampled_from(SafetyAnswer.Answer.values)
    ),
    st.tuples(st.just("decides"), PEOPLE, st.sampled_from([(), ("notes",), Agreement.KINDS])),
    st.tuples(st.just("waits"), st.integers(1, 5)),
    st.tuples(st.just("looks")),
)


class TestWhateverHappens:
    """Answers, changes of them, days written afterwards, withdrawals, new agreements, time."""

    @settings(
        max_examples=30,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(steps=st.lists(STEPS, min_size=5, max_size=14))
    def test_it_is_as_if_all_answers_were_opened(
        self,
        steps: list[tuple[Any, ...]],
        people: list[User],
        couple: Couple,
        other_couple: Couple,
        tess: User,
        now: datetime,
    ) -> None:
        couples = (couple, couple, other_couple, other_couple)
        pairs = list(zip(people, couples, strict=True))
        with transaction.atomic():
            Life(tess, pairs, now + 9 * ONE).lead([*steps, ("looks",)])
            transaction.set_rollback(True)


class Life:
    def __init__(self, tess: User, pairs: list[tuple[User, Couple]], now: datetime) -> None:
        self.tess, self.pairs, self.now = tess, pairs, now
        for number in range(4):
            self.decides(number, Agreement.KINDS)

    def lead(self, steps: list[tuple[Any, ...]]) -> None:
        for name, *facts_of_it in steps:
            getattr(self, name)(*facts_of_it)
            pass_by(self.tess, *(person for person, _ in self.pairs))

    def answers(self, number: int, yesterday: bool, safe: str) -> None:
        person, couple = self.pairs[number]
        on = person.local_date(self.now) - yesterday * ONE
        with acting_as(person):
            known = days.own(person, on)
            page = Page("page", version=known.version if known else 0)
            said = Answers(closeness=5, safe=safe)
            checking_in.hand_in(
                by=person, couple=couple, on=on, answers=said, page=page, now=self.now
            )

    def decides(self, number: int, kinds: tuple[str, ...]) -> None:
        person, couple = self.pairs[number]
        factories.agreement(couple, self.tess, person, now=self.now, kinds=set(kinds))

    def waits(self, number: int) -> None:
        self.now += number * ONE

    def looks(self) -> None:
        today = self.tess.local_date(self.now)
        found = visit(self.tess, today)
        with acting_as(self.tess):
            agreed = set(Agreed.objects.filter(ratings=True).values_list("couple", flat=True))
            all_opened, _ = facts.last_unsafe_days(agreed, since=today - order.RECENT)
            assert set(kept(self.tess) if Triage.objects.exists() else ()) == agreed
        assert found == all_opened

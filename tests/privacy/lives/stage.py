"""Where the lives happen: three people, a therapist, a clock, and the model beside them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

from django.core.cache import cache
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from couples import pairing
from couples.models import Couple, User
from privacy import keys
from privacy.context import acting_as
from tests.privacy.lives.model import Model

PARTNERS = ["alice", "bob", "carol"]
A_MINUTE = timedelta(minutes=1)

somebody = st.sampled_from(PARTNERS)


class Stage(RuleBasedStateMachine):
    people: dict[str, User]
    clock: Callable[[datetime], None]
    begins: datetime

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        cache.clear()
        self.now, self.numbers, self.links = self.begins, count(1), dict[str, str]()
        self.people = dict(self.people)
        self.names: dict[int | None, str] = {one.pk: name for name, one in self.people.items()}
        self.names[None] = ""
        self.model = Model(PARTNERS, "tess", self.now)
        self.couples: list[Couple] = []
        self.clock(self.now)
        for name in self.people:
            self.give_key(name)
        for name in PARTNERS:
            self.note_couple(name)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def note_couple(self, name: str) -> None:
        with self.acting(name) as person:
            self.couples.append(pairing.couple_of(person, now=self.now))

    def give_key(self, name: str) -> None:
        with self.acting(name) as person:
            keys.of(person.pk)

    @contextmanager
    def acting(self, name: str) -> Iterator[User]:
        with acting_as(self.people[name]):
            yield self.people[name]

    def couple_of(self, name: str) -> Couple:
        return self.couples[self.model.number_of(name)]

    def a_turn(self) -> None:
        self.now += A_MINUTE
        self.clock(self.now)

"""An apology from one to the other: both read it while it stands, and what is noted opens to nobody."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from couples import reaching
from mending import giving, rehearsing
from mending.models import Answer, Apology
from tests.mending import tales
from tests.privacy.lives.model import Sorry
from tests.privacy.lives.stage import PARTNERS, Stage, somebody


class Mending(Stage):
    @precondition(lambda self: any(map(self.model.partner_of, PARTNERS)))
    @rule(person=somebody)
    def apologize(self, person: str) -> None:
        """Not in a rest, and not twice a day: then the words are thrown away again."""
        partner = self.model.partner_of(person)
        if not partner:
            return
        self.a_turn()
        couple, one = self.couple_of(person), self.people[person]
        rehearsal = tales.rehearsed(couple, one, now=self.now)
        with suppress(giving.NotYet, reaching.Resting):
            sent = tales.give(couple, rehearsal, one, now=self.now)
            pair = self.model.number_of(person)
            self.model.sorry.append(Sorry(str(sent.pk), pair, person, partner))
            return
        with self.acting(person):
            rehearsing.throw_away(rehearsal)

    @precondition(lambda self: any(one.stands for one in self.model.sorry))
    @rule(person=somebody, answer=st.none() | st.sampled_from(Answer), told=st.booleans())
    def answer_it(self, person: str, answer: Answer | None, told: bool) -> None:
        """Open it, perhaps note something, perhaps let the other know."""
        number = self.model.number_of(person)
        for sorry in self.model.sorry:
            if sorry.to == person and sorry.pair == number and sorry.stands:
                self.a_turn()
                found, one = self.found(sorry), self.people[person]
                tales.opened(found, one, now=self.now)
                if answer:
                    tales.answered(found, one, answer, told=told, now=self.now)
                sorry.opened, sorry.told = True, sorry.told or bool(answer and told)

    @precondition(lambda self: any(one.stands for one in self.model.sorry))
    @rule(person=somebody)
    def take_it_back(self, person: str) -> None:
        for sorry in self.model.sorry:
            if sorry.by == person and sorry.stands:
                self.a_turn()
                with self.acting(person):
                    giving.take_back(self.found(sorry), now=self.now)
                sorry.take_back()

    def found(self, sorry: Sorry) -> Apology:
        return tales.again(Apology(pk=int(sorry.which)))

"""What somebody does alone, and nobody else reads: half-written words, practice, the check of safety.

And the one thing among it that one other reads: what they tell their therapist alone.
"""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from checkins import days, drafting
from checkins.checking_in import Page
from couples import agreements, yourself
from exercises import practising
from tests.privacy.lives.stage import Stage, somebody


class Alone(Stage):
    @rule(person=somebody)
    def type_words(self, person: str) -> None:
        self.a_turn()
        with self.acting(person) as one:
            on = one.local_date(self.now)
            mine = days.own(one, on)
            page = Page("typing", version=mine.version if mine else 0)
            drafting.keep(by=one, on=on, fields={"note": ["Half a"]}, page=page, now=self.now)
        self.model.has("draft", person, on.isoformat())

    @rule(person=somebody, finishes=st.booleans())
    def practise(self, person: str, finishes: bool) -> None:
        self.a_turn()
        with self.acting(person) as one:
            version = practising.find("a-true-thank-you", by=one)
            assert version is not None
            sitting = practising.start(version, by=one, now=self.now)
            step = practising.steps_of(version)[0]
            practising.keep(sitting, step, words="You made soup.", now=self.now)
            if finishes:
                practising.finish(sitting, by=one, couple=self.couple_of(person), now=self.now)
        self.model.has("sitting", person, str(sitting.pk))
        self.model.has("answer", person, str(sitting.pk))
        if finishes:
            self.model.practised.append((person, self.model.number_of(person), str(sitting.pk)))

    @rule(person=somebody)
    def answer_about_safety(self, person: str) -> None:
        self.a_turn()
        with self.acting(person) as one:
            yourself.answer({"afraid": "sometimes"}, by=one, now=self.now)
        self.model.has("check", person)

    @rule(person=somebody)
    def tell(self, person: str) -> None:
        """The therapist of now; without one there is nobody to tell."""
        self.a_turn()
        with self.acting(person) as one:
            link = agreements.link_of(self.couple_of(person))
            assert bool(link) is bool(self.model.pair_of(person).therapist)
            if link:
                words = "He reads my mail."
                yourself.tell(link, words=words, with_answers=True, by=one, now=self.now)
                self.model.told.add(person)

    @rule(person=somebody)
    def take_back(self, person: str) -> None:
        with self.acting(person) as one:
            yourself.take_back(by=one)
        self.model.told.discard(person)

"""Pages of a journal: its writer’s own, and the other’s to read for as long as they are shared."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from couples import reaching
from journaling.models import Entry
from tests.journaling import tales
from tests.privacy.lives.model import Lent
from tests.privacy.lives.stage import Stage, somebody


class Journaling(Stage):
    @rule(person=somebody, shares=st.booleans())
    def write_a_page(self, person: str, shares: bool) -> None:
        """Shared at once or not; not in a rest, and not alone."""
        self.a_turn()
        one = self.people[person]
        entry = tales.written(one, now=self.now)
        self.model.has("page", person, str(entry.pk))
        if shares:
            with suppress(reaching.Resting, reaching.NobodyThere):
                shared = tales.shared(self.couple_of(person), one, entry=entry, now=self.now)
                pair = self.model.number_of(person)
                self.model.lent.append(Lent(str(shared.pk), str(entry.pk), person, pair))

    @precondition(lambda self: self.model.lent)
    @rule(person=somebody)
    def take_pages_back(self, person: str) -> None:
        self.a_turn()
        for lent in [one for one in self.model.lent if one.by == person]:
            tales.taken_back(Entry(pk=int(lent.entry)), self.people[person])
            self.model.lent.remove(lent)

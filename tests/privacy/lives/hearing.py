"""Two who listen to each other: lines that both read, numbers that open together, and their end."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from couples import agreements
from listening import drafting, ending, sharing, turns
from listening.models import Session
from listening.turns import Act
from tests.listening import steps
from tests.privacy.lives.model import Heard
from tests.privacy.lives.stage import PARTNERS, Stage, somebody

TO_ONE_RATING = len(steps.TO_RATING) + 1
SOME, ALL = st.sampled_from([1, 4, TO_ONE_RATING, TO_ONE_RATING + 1]), len(steps.WHOLE)


class Hearing(Stage):
    @precondition(lambda self: any(map(self.model.partner_of, PARTNERS)))
    @rule(host=somebody, upto=SOME | st.just(ALL))
    def listen(self, host: str, upto: int) -> None:
        """Begin, or go on with what is open, some steps or to the end; somebody types on meanwhile."""
        if not self.model.partner_of(host):
            return
        self.a_turn()
        heard = self.opened(host)
        while heard.steps < upto:
            self.step(heard)
        if heard.is_open:
            self.type_on(heard)

    def opened(self, host: str) -> Heard:
        for one in self.model.listening(host):
            return one
        session = steps.invited(self.couple_of(host), self.people[host], now=self.now)
        heard = Heard(str(session.pk), self.model.number_of(host), host)
        heard.topic = (host, session.version)
        heard.lines.add(heard.topic)
        self.model.heard.append(heard)
        return heard

    def session_of(self, heard: Heard) -> Session:
        return steps.again(Session(pk=int(heard.which)))

    def step(self, heard: Heard) -> None:
        act, before = steps.WHOLE[heard.steps], self.session_of(heard)
        name = self.names[turns.waits_for(before)[0].pk]
        after = steps.take(before, act, now=self.now)
        heard.steps += 1
        if act in steps.GIVEN and act is not Act.RATE:
            heard.lines.add((name, after.version))
            heard.typed.discard(name)
        if act is Act.RATE:
            heard.rated.add(name)
        if heard.steps == ALL:
            heard.end(done=True)

    def type_on(self, heard: Heard) -> None:
        with self.acting(heard.host) as one:
            session = self.session_of(heard)
            assert drafting.keep(session, place=session.place(), words="I", by=one, now=self.now)
        heard.typed.add(heard.host)

    @precondition(lambda self: any(one.is_done for one in self.model.heard))
    @rule(person=somebody, shared=st.sampled_from([True, True, False]), both=st.booleans())
    def let_therapist_read(self, person: str, shared: bool, both: bool) -> None:
        """Whatever is kept of the two; it opens when the other shares it as well."""
        pair = self.model.pair_of(person)
        for name in pair.people if both else [person]:
            for heard in filter(lambda one: one.lines, self.finished(name)):
                self.let(name, heard, shared=shared)

    def let(self, name: str, heard: Heard, *, shared: bool) -> None:
        """With the therapist of now, or with nobody."""
        with self.acting(name) as one:
            link, session = agreements.link_of(self.couple_of(name)), self.session_of(heard)
            if not shared:
                sharing.take_back(session, by=one)
                heard.shared.pop(name, None)
            elif link:
                sharing.share(session, link, by=one, now=self.now)
                heard.shared[name] = self.model.pair_of(name).links

    @precondition(lambda self: any(one.lines for one in self.model.heard))
    @rule(person=somebody)
    def forget_words(self, person: str) -> None:
        for heard in self.finished(person):
            with self.acting(person) as one, suppress(Session.DoesNotExist):
                ending.forget(self.session_of(heard), by=one, now=self.now)
            heard.forget()

    def finished(self, person: str) -> list[Heard]:
        pair = self.model.number_of(person)
        return [one for one in self.model.heard if one.is_done and one.pair == pair]

    def forget_what_stood_still(self) -> None:
        """A day without a step."""
        still = [one for one in self.model.heard if one.is_open]
        assert ending.expire_all(self.now) == len(still)
        for heard in still:
            heard.end(done=False)

"""Turns in the lives of three people and a therapist, each taken twice: on the site, and in the model."""

from contextlib import suppress
from datetime import timedelta

from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from checkins import checking_in, days
from checkins.checking_in import Answers, Page
from couples import agreements, invitations, joining, pairing, pauses
from couples.models import Agreement, Therapist, User
from leaving import erasing
from leaving.models.erasure import GRACE
from mending.models import Answer
from privacy.context import asking
from tests import factories
from tests.conftest import with_second_factor
from tests.privacy.lives import reading
from tests.privacy.lives.alone import Alone
from tests.privacy.lives.hearing import ALL, TO_ONE_RATING, Hearing
from tests.privacy.lives.journaling import Journaling
from tests.privacy.lives.mending import Mending
from tests.privacy.lives.model import Day, Pair
from tests.privacy.lives.stage import PARTNERS, somebody
from tests.privacy.twins.stage import signed_in

GONE = "nobody"  # what is left of an account names none
REMEMBERED = {"apology", "wish"}
A_DAY = timedelta(days=1)

audiences = st.sampled_from(["only_me", "partner", "therapist", "both"])
kinds = st.sampled_from(
    [frozenset(Agreement.KINDS), frozenset(), *(frozenset([one]) for one in Agreement.KINDS)]
)


class Lives(Alone, Hearing, Journaling, Mending):
    """Three people, any two of whom may become a couple, and one therapist."""

    @initialize(
        paired=st.sampled_from([True, True, True, False]),
        theirs=st.tuples(audiences, audiences),
        steps=st.sampled_from([0, 0, TO_ONE_RATING, ALL]),
        told=st.sampled_from([None, False, True]),
        alone=st.booleans(),
    )
    def begin(
        self, paired: bool, theirs: tuple[str, str], steps: int, told: bool | None, alone: bool
    ) -> None:
        """Most lives begin where most people are: a couple, its therapist, a day, an hour of listening,
        an apology, something that the therapist is told alone.
        """
        if paired:
            self.invite("alice")
            self.accept("bob", "alice")
            for one, audience in zip(("alice", "bob"), theirs, strict=True):
                self.write(one, audience)
                self.share(one, frozenset(Agreement.KINDS))
        if paired and steps:
            self.listen("alice", steps)
        if paired and told is not None:
            self.apologize("alice")
            self.answer_it("bob", Answer.NOT_YET, told)
        if paired and alone:
            self.tell("alice")

    # Coming together and going apart.

    @rule(host=somebody)
    def invite(self, host: str) -> None:
        self.a_turn()
        with self.acting(host) as person, suppress(invitations.CoupleIsFull):
            made = invitations.invite_partner(self.couple_of(host), by=person, now=self.now)
            self.links[host] = invitations.token_of(made)

    @rule(guest=somebody, host=somebody)
    def accept(self, guest: str, host: str) -> None:
        if host not in self.links:
            self.invite(host)
        if host not in self.links:
            return
        self.a_turn()
        with self.acting(guest) as person:
            link = invitations.find(self.links[host])
            refused = joining.accept(link, by=person, now=self.now)
        alone = not self.model.partner_of(guest) and not self.model.partner_of(host)
        assert bool(refused) is not (alone and guest != host)
        if not refused:
            self.model.join(guest, host, self.now)
            del self.links[host]
            self.links.pop(guest, None)

    @precondition(lambda self: any(map(self.model.partner_of, PARTNERS)))
    @rule(person=somebody)
    def unpair(self, person: str) -> None:
        if not (other := self.model.partner_of(person)):
            return
        self.a_turn()
        with self.acting(person) as one:
            pairing.unpair(self.couple_of(person), by=one, now=self.now)
        self.model.part(person, self.now)
        for name in self.model.pairs[-2].people + self.model.pairs[-1].people:
            self.note_couple(name)
        assert other in self.model.pairs[-1].people + self.model.pairs[-2].people

    @precondition(lambda self: self.model.days)
    @rule(person=somebody)
    def erase(self, person: str) -> None:
        """Asked for fourteen days ago. Then somebody new comes, with the same name and address."""
        self.a_turn()
        with self.acting(person) as one:
            erasing.take_back(by=one)
            asked = erasing.ask(by=one, now=self.now - GRACE)
        assert erasing.erase(asked.pk, now=self.now)
        self.now += erasing.LINGER
        assert erasing.erase(asked.pk, now=self.now)
        self.clock(self.now)
        self.names[one.pk] = GONE
        # That an apology was sent, and what became of the wish, stays in rows that nobody else reads.
        left = reading.from_tables(one, self.names)
        assert {fact for fact in left if fact[0] not in REMEMBERED} == {("name", GONE, "")}
        self.people[person] = factories.person(person)
        self.names[self.people[person].pk] = person
        self.give_key(person)
        self.links.pop(person, None)
        for name in self.model.erase(person, self.now):
            self.note_couple(name)

    @rule(person=somebody, wishes=st.booleans())
    def wish_to_be_forgotten(self, person: str, wishes: bool) -> None:
        """Or take the wish back; its day does not come meanwhile."""
        self.a_turn()
        with self.acting(person) as one:
            if wishes:
                erasing.ask(by=one, now=self.now)
                self.model.has("wish", person)
            else:
                erasing.take_back(by=one)
                self.model.own.discard(("wish", person, ""))

    # What they write.

    @rule(person=somebody, audience=audiences)
    def write(self, person: str, audience: str) -> None:
        self.a_turn()
        words = f"Words {next(self.numbers):05}."
        with self.acting(person) as one, suppress(checking_in.AlreadyRead):
            self.hand_in(
                one, Answers(5, "mostly", appreciation=words, note=words, audience=audience)
            )
        on, pair = self.people[person].local_date(self.now), self.model.number_of(person)
        self.model.write(Day(person, on, pair, self.now, audience, words))

    @rule(person=somebody, theirs=st.tuples(audiences, audiences))
    def write_both(self, person: str, theirs: tuple[str, str]) -> None:
        for one, audience in zip(self.model.pair_of(person).people, theirs, strict=False):
            self.write(one, audience)

    def hand_in(self, one: User, answers: Answers) -> None:
        on = one.local_date(self.now)
        mine = days.own(one, on)
        page = Page("page", version=mine.version if mine else 0)
        couple = pairing.couple_of(one, now=self.now)
        checking_in.hand_in(by=one, couple=couple, on=on, answers=answers, page=page, now=self.now)

    # What they let tess see.

    def name(self, person: str) -> None:
        with self.acting(person) as one:
            agreements.name_therapist(self.couple_of(person), code=self.code, by=one, now=self.now)
        self.model.pair_of(person).link_to("tess")

    @property
    def code(self) -> str:
        with asking(factories.AT_THE_DOOR):
            return Therapist.objects.get(person=self.people["tess"]).code

    @rule(person=somebody, kinds=kinds)
    def share(self, person: str, kinds: frozenset[str]) -> None:
        """Everything, something, or nothing any more."""
        self.a_turn()
        self.name(person)
        with self.acting(person) as one:
            link = agreements.link_of(self.couple_of(person))
            assert link is not None
            agreements.decide(link, by=one, kinds=kinds, now=self.now)
        self.model.has("decision", person)
        self.model.pair_of(person).lets[person] = kinds

    @rule(person=somebody, kinds=st.tuples(kinds, kinds))
    def share_both(self, person: str, kinds: tuple[frozenset[str], frozenset[str]]) -> None:
        for one, some in zip(self.model.pair_of(person).people, kinds, strict=False):
            self.share(one, some)

    @precondition(lambda self: any(self.model.pair_of(one).therapist for one in PARTNERS))
    @rule(person=somebody)
    def withdraw(self, person: str) -> None:
        """As the page does it, and for whoever had decided nothing as well."""
        pair = self.model.pair_of(person)
        self.a_turn()
        with self.acting(person) as one:
            link = agreements.link_of(self.couple_of(person))
            assert bool(link) is bool(pair.therapist)
            if link:
                agreements.withdraw(link, by=one, now=self.now)
                self.model.has("decision", person)
                pair.lets[person] = frozenset()

    @precondition(lambda self: any(self.model.pair_of(one).therapist for one in PARTNERS))
    @rule(person=somebody)
    def end_link(self, person: str) -> None:
        self.a_turn()
        with self.acting(person):
            if link := agreements.link_of(self.couple_of(person)):
                agreements.end(link, now=self.now)
        pair = self.model.pair_of(person)
        pair.therapist, pair.lets = "", {}

    # Rest, and time.

    @rule(person=somebody, begins=st.booleans())
    def pause(self, person: str, begins: bool) -> None:
        self.a_turn()
        with self.acting(person), suppress(pauses.PauseRunning):
            if not begins:
                pauses.end(self.couple_of(person), now=self.now)
            else:
                pause = pauses.begin(self.couple_of(person), days=1, now=self.now)
                self.model.pair_of(person).pauses.add(str(pause.pk))

    @rule()
    def next_day(self) -> None:
        self.now += A_DAY
        self.clock(self.now)
        self.forget_what_stood_still()

    # Looking.

    @invariant()
    def everybody_reads_what_the_policy_says(self) -> None:
        for name, person in self.people.items():
            assert reading.from_tables(person, self.names) == self.model.readable(name), name

    @precondition(lambda self: self.model.days)
    @rule(person=somebody)
    def look(self, person: str) -> None:
        """Every day of one’s own, on its page; what is shown there stays as it was read."""
        for whose, on in list(self.model.days):
            if whose == person:
                self.look_at(person, on.isoformat())

    def browser(self, name: str) -> Client:
        person = self.people[name]
        return with_second_factor(signed_in(person), person)

    def look_at(self, person: str, on: str) -> None:
        page = reading.from_page(self.browser(person), f"/history/{on}/")
        of_others = [one for one in self.model.days.values() if one.by != person]
        shown = {one.words for one in of_others if one.words in page}
        open_now = [
            one
            for one in of_others
            if one.on.isoformat() == on and ("words", one.by, on) in self.model.readable(person)
        ]
        assert shown == {one.words for one in open_now}
        for one in open_now:
            told = page.count(one.words)
            assert told == 1 + (("note", one.by, on) in self.model.readable(person))
            self.model.read.add((one.by, one.on))

    @precondition(lambda self: any(one.is_agreed() for one in self.model.pairs))
    @rule()
    def look_as_therapist(self) -> None:
        """At every couple that ever was."""
        browser = self.browser("tess")
        for pair, couple in zip(self.model.pairs, self.couples, strict=True):
            page = reading.from_page(browser, f"/caseload/{couple.public_id}/")
            assert bool(page) is pair.is_agreed()
            shown = {one.words for one in self.model.days.values() if one.words in page}
            assert shown == self.noted(pair)

    def noted(self, pair: Pair) -> set[str]:
        readable = self.model.readable("tess")
        return {
            one.words
            for one in self.model.days.values()
            if self.model.pairs[one.pair] is pair
            and ("note", one.by, one.on.isoformat()) in readable
        }

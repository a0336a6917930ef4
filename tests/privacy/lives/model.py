"""The policy once more, small and in plain Python: who may read what, as things stand.

It knows nothing of the site’s code. Where the two differ, one of them is wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

Fact = tuple[str, str, str]  # what, whose, which


@dataclass
class Pair:
    """One or two people, until either leaves; and what each lets their therapist see."""

    joined: dict[str, datetime]
    over: bool = False
    therapist: str = ""
    links: int = 0  # how often a therapist was named anew
    lets: dict[str, frozenset[str]] = field(default_factory=dict)
    pauses: set[str] = field(default_factory=set)

    @property
    def people(self) -> list[str]:
        return list(self.joined)

    def link_to(self, therapist: str) -> None:
        self.links += not self.therapist
        self.therapist = therapist

    def agreed(self, kind: str) -> bool:
        """Both have decided, and both have said yes."""
        return self.is_agreed() and all(kind in self.lets[one] for one in self.people)

    def is_agreed(self) -> bool:
        """There is something that both let them see."""
        two = len(self.people) == 2 and not self.over and self.therapist != ""
        lets = [self.lets.get(one, frozenset()) for one in self.people]
        return two and bool(frozenset.intersection(*lets))


@dataclass(frozen=True)
class Day:
    """Numbers, an answer about safety, words for the partner, and a note with its readers."""

    by: str
    on: date
    pair: int
    at: datetime  # when it was first written
    audience: str
    words: str


@dataclass
class Heard:
    """A time when two listened to each other. `lines`: who wrote which; `shared`: with which link."""

    which: str
    pair: int
    host: str
    steps: int = 0
    is_open: bool = True
    is_done: bool = False
    lines: set[tuple[str, int]] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)
    rated: set[str] = field(default_factory=set)
    shared: dict[str, int] = field(default_factory=dict)
    topic: tuple[str, int] = ("", 0)

    def end(self, *, done: bool) -> None:
        """Before its end nothing of it is kept."""
        self.is_open, self.is_done = False, done
        if not done:
            self.forget()

    def forget(self) -> None:
        self.lines, self.typed = set(), set()

    def erase(self, person: str) -> None:
        self.lines = {one for one in self.lines if one[0] != person}
        for names in (self.typed, self.rated):
            names.discard(person)
        self.shared.pop(person, None)


@dataclass
class Sorry:
    """An apology that was sent. Taken back, it is only remembered by whoever sent it."""

    which: str
    pair: int
    by: str
    to: str
    stands: bool = True
    opened: bool = False
    told: bool = False

    def take_back(self) -> None:
        self.stands = self.opened = self.told = False


@dataclass(frozen=True)
class Lent:
    """A page of the journal that its writer shares with the other of their pair."""

    which: str
    entry: str
    by: str
    pair: int


class Model:
    """Pairs are numbered in the order in which they began."""

    def __init__(self, partners: list[str], therapist: str, now: datetime) -> None:
        self.therapist = therapist
        self.pairs: list[Pair] = []
        self.days: dict[tuple[str, date], Day] = {}
        self.practised: list[tuple[str, int, str]] = []
        self.read: set[tuple[str, date]] = set()
        self.own: set[Fact] = set()  # read by nobody else, whatever was agreed
        self.told: set[str] = set()
        self.heard: list[Heard] = []
        self.sorry: list[Sorry] = []
        self.lent: list[Lent] = []
        for one in partners:
            self.begin(one, now)

    def begin(self, person: str, now: datetime) -> None:
        self.pairs.append(Pair({person: now}))

    def number_of(self, person: str) -> int:
        return next(n for n, one in enumerate(self.pairs) if not one.over and person in one.people)

    def pair_of(self, person: str) -> Pair:
        return self.pairs[self.number_of(person)]

    def partner_of(self, person: str) -> str:
        return next((one for one in self.pair_of(person).people if one != person), "")

    def join(self, guest: str, host: str, now: datetime) -> None:
        """The host’s pair of one becomes theirs; what the guest had alone stays behind."""
        self.pair_of(guest).over = True
        self.pair_of(host).joined[guest] = now

    def part(self, person: str, now: datetime) -> None:
        pair = self.pair_of(person)
        for one in self.listening(person):
            one.end(done=False)
        pair.over = True
        for name in pair.people:
            self.begin(name, now)

    def erase(self, person: str, now: datetime) -> list[str]:
        """Gone is whatever names them as its writer. Says who begins anew, and in which order."""
        pair = self.pair_of(person)
        self.part(person, now)
        self.days = {key: day for key, day in self.days.items() if day.by != person}
        self.practised = [one for one in self.practised if one[0] != person]
        self.read = {(by, on) for by, on in self.read if by != person}
        self.own = {fact for fact in self.own if fact[1] != person}
        self.told.discard(person)
        for one in self.heard:
            one.erase(person)
        self.sorry = [one for one in self.sorry if one.by != person]
        self.lent = [one for one in self.lent if one.by != person]
        for sorry in self.sorry:
            if sorry.to == person:
                sorry.opened = sorry.told = False
        return pair.people

    def has(self, what: str, whose: str, which: str = "") -> None:
        self.own.add((what, whose, which))

    def listening(self, person: str) -> list[Heard]:
        """The one that is open, if any."""
        return [one for one in self.heard if one.is_open and one.pair == self.number_of(person)]

    def write(self, day: Day) -> None:
        """Once the other has read it, it stays; changed before, it is still as old as it was."""
        key = (day.by, day.on)
        if key not in self.read:
            first = self.days.get(key, day)
            self.days[key] = replace(day, at=first.at)

    def readable(self, reader: str) -> set[Fact]:
        return {
            *self._names(reader),
            *self._practised(reader),
            *self._pauses(reader),
            *self._told(reader),
            *(fact for fact in self.own if fact[1] == reader),
            *(fact for one in self.heard for fact in self._heard(reader, one)),
            *(fact for one in self.sorry for fact in self._sorry(reader, one)),
            *self._lent(reader),
            *(fact for day in self.days.values() for fact in self.of_day(reader, day)),
        }

    def of_day(self, reader: str, day: Day) -> Iterator[Fact]:
        for part in ("numbers", "safety", "words", "note"):
            if self._reads(reader, day, part):
                yield (part, day.by, day.on.isoformat())

    def _reads(self, reader: str, day: Day, part: str) -> bool:
        if reader == day.by:
            return True
        pair = self.pairs[day.pair]
        if reader == self.therapist:
            kinds = {"numbers": "ratings", "safety": "ratings", "note": "notes"}
            closed = part == "note" and day.audience not in {"therapist", "both"}
            return part in kinds and pair.agreed(kinds[part]) and not closed
        if part == "safety" or (part == "note" and day.audience not in {"partner", "both"}):
            return False
        return self._is_open(reader, day)

    def _is_open(self, reader: str, day: Day) -> bool:
        """The other’s day opens with one’s own of that day, both written as the pair of now."""
        pair, own = self.pairs[day.pair], self.days.get((reader, day.on))
        if pair.over or reader not in pair.people or own is None:
            return False
        return own.pair == day.pair and own.at >= pair.joined[reader]

    def _names(self, reader: str) -> Iterator[Fact]:
        known = {reader}
        if reader == self.therapist:
            known |= {who for one in self.pairs if one.is_agreed() for who in one.people}
        else:
            pair = self.pair_of(reader)
            known |= {*pair.people, *([pair.therapist] if pair.therapist else [])}
        yield from (("name", one, "") for one in known)
        # Whoever may read words of somebody holds their key as well.
        known |= self.told if reader == self.therapist else set()
        yield from (("key", one, "") for one in known)

    def _told(self, reader: str) -> Iterator[Fact]:
        """By one partner to the therapist alone: nothing that was agreed opens or closes it."""
        return (("told", one, "") for one in self.told if reader in {one, self.therapist})

    def _heard(self, reader: str, one: Heard) -> Iterator[Fact]:
        pair = self.pairs[one.pair]
        ours = not pair.over and reader in pair.people
        theirs = reader == self.therapist and pair.agreed("exercises") and one.is_done
        if ours or theirs:
            yield ("session", "", one.which)
        opened = theirs and list(one.shared.values()) == [pair.links] * 2
        for by, version in one.lines:
            if reader == by or ours or (opened and (by, version) != one.topic):
                yield ("line", by, f"{one.which} {version}")
        for by in one.rated:
            if reader == by or (ours and len(one.rated) == 2) or theirs:
                yield ("rating", by, one.which)
        yield from (("typed", by, one.which) for by in one.typed if by == reader)
        yield from (("share", by, one.which) for by in one.shared if by == reader)

    def _sorry(self, reader: str, one: Sorry) -> Iterator[Fact]:
        pair = self.pairs[one.pair]
        ours = one.stands and not pair.over and reader in {one.by, one.to}
        shown = reader == self.therapist and one.stands and pair.agreed("exercises")
        if reader == one.by or ours or shown:
            yield ("apology", one.by, one.which)
        if one.stands and (reader == one.by or ours):
            yield ("sorry", one.by, one.which)
        if one.opened and reader == one.to:
            yield ("receipt", one.to, one.which)
        if one.told and (reader == one.to or ours):
            yield ("reply", one.to, one.which)

    def _lent(self, reader: str) -> Iterator[Fact]:
        """To the other of the pair, and to no therapist; the page itself is its writer’s own."""
        for one in self.lent:
            pair = self.pairs[one.pair]
            if reader == one.by or (reader in pair.people and not pair.over):
                yield ("shared", one.by, one.which)

    def _practised(self, reader: str) -> Iterator[Fact]:
        for by, pair, which in self.practised:
            shown = reader == self.therapist and self.pairs[pair].agreed("exercises")
            if reader == by or shown:
                yield ("practice", by, which)

    def _pauses(self, reader: str) -> Iterator[Fact]:
        if reader != self.therapist:
            yield from (("pause", "", which) for which in self.pair_of(reader).pauses)

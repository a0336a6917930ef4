"""Random traces: what is public happens alike in both worlds, what is bob’s own differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from hypothesis import strategies as st

from checkins.checking_in import Answers
from couples import yourself
from couples.models import Agreement, SafetyCheck
from listening.models import Session
from listening.sessions import Given
from listening.turns import Act
from tests.privacy.twins import cues, cycle, goals, journaling, listening, mending, steps
from tests.privacy.twins.steps import Step

State = Session.State
WORDS = st.sampled_from(["Soft rain.", "I am afraid of telling this.", "ö" * 700, "<b>&"])
AUDIENCES = {"only_me", "partner", "therapist", "both"}
HOURS = [1, 20, 47]  # nine steps of them are over before a wish to be forgotten is due
CHECKED = st.dictionaries(
    st.sampled_from(list(yourself.QUESTIONS)), st.sampled_from(SafetyCheck.Answer.values)
)
MADE_OF_IT = [None, "nothing", "taken", "not_yet"]
HOW_IT_WENT = [None, "nothing", "helped", "not_this_time"]
HOW_FAR = (None, "-2", "0", "2")
NUMBERS = st.builds(Given, heard=st.integers(0, 10), hard=st.integers(0, 10))
KINDS = st.frozensets(st.sampled_from(Agreement.KINDS))
PAGES = {
    "alice": (
        "/",
        "/history/",
        "/history/{on}/",
        "/check-in/",
        "/moments/",
        "/moments/{moment}/",
        "/rhythm/",
        "/listening/",
        "/listening/{session}/",
        "/milestones/",
        "/exercises/",
        "/exercises/lessons/",
        "/exercises/own/",
        "/journal/",
        "/journal/shared/",
        "/apology/",
        "/repair/",
        "/repair/list/",
        "/cycle/",
        "/cycle/moments/",
        "/cycle/shared/",
        "/cycle/name/",
        "/goals/",
        "/cues/",
        "/us/",
        "/us/agreement/",
        "/us/agreement/decisions/",
        "/us/therapist/",
        "/us/pause/",
        "/yourself/",
        "/settings/",
        "/settings/looks/",
        "/settings/reminders/",
    ),
    "tess": ("/caseload/", "/caseload/{couple}/", "/caseload/alone/"),
}
LAST_LOOK = {
    "alice": ("/", "/history/{on}/", "/moments/"),
    "tess": ("/caseload/", "/caseload/{couple}/"),
}


DAY = (("closeness", "6"), ("safe", "mostly"), ("audience", "partner"), ("note", "Mine."))
OURS = steps.Sends("/check-in/", DAY)


@dataclass(frozen=True)
class Trace:
    """`watcher`: whose eyes; `agreed`: what both let tess see when it begins."""

    watcher: str
    agreed: frozenset[str]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Rules:
    """What is secret from whom. `writes`, `holds`: alice checks in, alice says that they held it."""

    watcher: str
    agreed: frozenset[str]
    writes: bool
    holds: bool

    def hides(self, kind: str) -> bool:
        return self.watcher == "alice" or kind not in self.agreed


@cache
def steps_of(rules: Rules) -> st.SearchStrategy[list[Step]]:
    return st.lists(step(rules), min_size=1, max_size=4)


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    watcher = draw(st.sampled_from(["alice", "alice", "tess"]))
    writes = watcher == "alice" and draw(st.booleans())
    rules = Rules(watcher, draw(KINDS), writes, holds=draw(st.booleans()))
    before, after = (draw(steps_of(rules)) for _ in range(2))
    happened = (*before, draw(check_ins(rules)), *after, *([OURS] if rules.writes else []))
    last = [steps.Looks(page) for page in LAST_LOOK[rules.watcher]]
    happened += (steps.Looks("/listening/{session}/"),) if watcher == "alice" else ()
    return Trace(rules.watcher, rules.agreed, (*happened, *last))


@cache
def step(rules: Rules) -> st.SearchStrategy[Step]:
    ours = own_acts(rules) if rules.watcher == "alice" else []
    secrets = [
        check_ins(rules),
        check_ins(rules),
        pairs(WORDS | st.just("")).map(steps.Drafts),
        pairs(exercise(rules)).map(steps.Practises),
        marks(rules),
        pairs(st.tuples(st.sampled_from(["", "Bobby"]), st.integers(0, 22))).map(steps.Chooses),
        pairs(st.none() | CHECKED).map(steps.IsAsked),
        pairs(st.booleans()).map(steps.Leaves),
        pairs(st.booleans()).map(steps.TakesAlong),
        pairs(st.sampled_from(["", "402871"])).map(steps.Locks),
    ]
    secrets.append(pairs(WORDS | st.just("")).map(mending.Rehearses))
    secrets.append(pairs(st.lists(WORDS, max_size=2)).map(journaling.WritesPages))
    secrets.append(while_listening())
    secrets.append(pairs(WORDS.map(lambda one: one[:400]) | st.just("")).map(cycle.NotesOne))
    secrets.append(pairs(st.sampled_from(HOW_FAR)).map(goals.Rates))
    secrets.append(pairs(WORDS | st.just("")).map(goals.Begins))
    if rules.watcher == "alice":
        secrets.append(pairs(st.sampled_from(MADE_OF_IT)).map(mending.MakesOfIt))
        secrets.append(pairs(st.sampled_from(HOW_IT_WENT)).map(mending.NotesOfLine))
        secrets.append(pairs(st.booleans()).map(journaling.ReadsPages))
        secrets.append(pairs(st.booleans()).map(cues.LetsRest))
        secrets.append(pairs(st.none() | KINDS).map(steps.Decides))
        secrets.append(pairs(WORDS | st.just("")).map(steps.Tells))
    public = [
        st.sampled_from(PAGES[rules.watcher]).map(steps.Looks),
        st.sampled_from(HOURS).map(steps.Waits),
        st.just(steps.Reads()),
        st.sampled_from([0, 3]).map(steps.Rests),
    ]
    return st.one_of(*secrets, *public, *ours)


def pairs(one: st.SearchStrategy[object]) -> st.SearchStrategy[steps.Pair]:
    return st.tuples(one, one)


def while_listening() -> st.SearchStrategy[Step]:
    """What bob keeps to himself of it, for good or until alice has had her part of the same step."""
    wish = pairs(st.builds(Given, keep=st.booleans()))
    secrets: dict[State, st.SearchStrategy[Step]] = {
        State.SPEAKING: pairs(WORDS | st.just("")).map(listening.Types),
        State.REFLECTING: pairs(WORDS | st.just("")).map(listening.Types),
        State.RATING: pairs(NUMBERS).map(lambda two: listening.Takes(Act.RATE, two)),
        State.CLOSING: wish.map(lambda two: listening.Takes(Act.CLOSE, two)),
        State.DONE: pairs(st.booleans()).map(listening.Shares),
    }
    return st.one_of(
        *(secret.map(partial(listening.There, at, at_once=True)) for at, secret in secrets.items())
    )


def own_acts(rules: Rules) -> list[st.SearchStrategy[Step]]:
    """What alice sends herself."""
    said = (("held", "yes" if rules.holds else "no"),)
    sent: list[st.SearchStrategy[Step]] = [
        st.just(steps.Sends("/moments/{moment}/mark/", said)),
        st.sampled_from(
            [steps.Sends("/us/pause/", (("days", "2"),)), steps.Sends("/us/pause/end/")]
        ),
    ]
    sent += [st.just(mending.Apologises()), st.just(mending.LooksAtIt())]
    sent += [
        st.just(one) for one in (cycle.Shares(), goals.Agrees(), goals.Opens(), cues.Proposes())
    ]
    sent += [st.just(mending.ReachesOut()), st.booleans().map(mending.LooksAtLine)]
    return [*sent, st.just(OURS)] if rules.writes else sent


def marks(rules: Rules) -> st.SearchStrategy[Step]:
    """Only where alice says so too does “we held it” of bob’s change anything."""
    said = [None, False] if rules.holds else [None, False, True]
    return pairs(st.sampled_from(said)).map(steps.Marks)


def exercise(rules: Rules) -> st.SearchStrategy[object]:
    finishes = st.booleans() if rules.hides("exercises") else st.just(False)
    begun = st.tuples(WORDS, finishes)
    return st.none() | begun if rules.hides("exercises") else begun


@st.composite
def check_ins(draw: st.DrawFn, rules: Rules) -> Step:
    """Two days of bob’s that differ, and in nothing that the watcher may see."""
    public = {name: draw(facts) for name, facts in DAY_OF_BOB.items()}
    two = draw(two_days(rules))
    notes = draw(two_notes(rules))
    days: list[Answers | None] = [
        Answers(**public | facts, note=note, audience=audience)
        for facts, (note, audience) in zip(two, notes, strict=True)
    ]
    if rules.watcher == "alice" and not rules.writes:
        days = draw(st.sampled_from([days, [days[0], None], [None, days[1]]]))
    return steps.ChecksIn((days[0], days[1]))


DAY_OF_BOB: dict[str, st.SearchStrategy[Any]] = {
    "closeness": st.integers(0, 10),
    "safe": st.sampled_from(["not_really", "mostly", "yes"]),
    "stress": st.none() | st.integers(0, 10),
    "appreciation": WORDS | st.just(""),
}


@cache
def two_days(rules: Rules) -> st.SearchStrategy[list[dict[str, Any]]]:
    hidden = {name: DAY_OF_BOB[name] for name in sorted(hidden_facts(rules))}
    return st.lists(st.fixed_dictionaries(hidden), min_size=2, max_size=2)


def hidden_facts(rules: Rules) -> set[str]:
    """The parts of a day that may differ, besides the note."""
    if rules.watcher == "alice":
        return {"safe"} if rules.writes else set(DAY_OF_BOB)
    return {"appreciation", *({"closeness", "stress", "safe"} if rules.hides("ratings") else ())}


@cache
def two_notes(rules: Rules) -> st.SearchStrategy[Sequence[tuple[str, str]]]:
    """Different ones that the watcher may not read, none included; now and then one that they may."""
    open_to = {"alice": {"partner", "both"}, "tess": {"therapist", "both"}}[rules.watcher]
    if rules.watcher == "tess" and rules.hides("notes"):
        open_to = set()
    closed = st.tuples(WORDS, st.sampled_from(sorted(AUDIENCES - open_to)))
    different = st.lists(closed | st.just(("", "only_me")), min_size=2, max_size=2, unique=True)
    if not open_to:
        return different
    same = st.tuples(WORDS, st.sampled_from(sorted(open_to))).map(lambda note: (note, note))
    return st.one_of(different, different, different, same)

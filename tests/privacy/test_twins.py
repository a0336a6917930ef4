"""Two worlds that differ in bob’s private content alone look the same to alice and to their therapist."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from difflib import unified_diff
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as chosen
from pytest_django import Settings

from checkins.checking_in import Answers
from couples.models import Agreement
from listening.models import Session
from listening.sessions import Given
from listening.turns import Act
from tests import factories
from tests.checkins import wishes
from tests.exercises.conftest import published
from tests.privacy.twins import cues, cycle, goals, journaling, mending, steps
from tests.privacy.twins.listening import LooksIn, Shares, Takes, There, Types
from tests.privacy.twins.stage import Seen, Stage, a_world
from tests.privacy.twins.steps import Step
from tests.privacy.twins.traces import LAST_LOOK, OURS, PAGES, Trace, traces

State = Session.State
Stages = Callable[[Trace], Stage]

USUAL, HEAVY = 300, 10_000
PARTS = 4  # so that several cores share them


@pytest.fixture
def stages(now: datetime, settings: Settings) -> Iterator[Stages]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    alice, bob = factories.person("alice"), factories.person("bob")
    tess = factories.therapist("tess")
    couple = factories.couple(alice, bob, now=now)
    published("a-true-thank-you", "write", now=now)
    moment = wishes.begun(couple, alice, bob, now=now)
    with time_machine.travel(now, tick=False) as traveller:
        people: dict[str, Any] = {
            "alice": alice,
            "bob": bob,
            "tess": tess,
            "couple": couple,
            "moment": moment,
        }

        def made(trace: Trace) -> Stage:
            return Stage(**people, watcher=trace.watcher, begins=now, clock=traveller.move_to)

        yield made


def lived(stage: Stage, trace: Trace, world: int) -> list[Seen]:
    with a_world(stage) as seen:
        for step in trace.steps:
            step.do(stage, world)
    return seen


def day(**facts: Any) -> Answers:
    known: dict[str, Any] = {"closeness": 6, "safe": "yes"}
    return Answers(**known | facts)


THEIRS = steps.Looks("/journal/shared/")
TODAY, CASELOAD = steps.Looks("/"), steps.Looks("/caseload/{couple}/")
ALONE = steps.Looks("/caseload/alone/")
FORGOTTEN = (Given(keep=False), Given(keep=True))
NUMBERS = (Given(heard=9, hard=1), Given(heard=2, hard=8))
SAID = There(State.REFLECTING, Takes(Act.SAY_BACK, (Given("You waited."), Given("I was late."))))
# What bob does share, so that the two worlds must not look the same: an eye that sees nothing is no proof.
SHARED: dict[str, tuple[Any, ...]] = {
    "a note for alice": (
        "alice",
        steps.ChecksIn(
            (day(note="One.", audience="partner"), day(note="Two.", audience="partner"))
        ),
        OURS,
        TODAY,
    ),
    "closeness": ("alice", steps.ChecksIn((day(closeness=3), day(closeness=4))), OURS, TODAY),
    "that he checked in": ("alice", steps.ChecksIn((day(), None)), OURS, TODAY),
    "that both held it": (
        "alice",
        steps.Marks((True, False)),
        steps.Sends("/moments/{moment}/mark/", (("held", "yes"),)),
        steps.Looks("/moments/"),
    ),
    "a page of his journal": ("alice", journaling.SharesPage(("One.", None)), THEIRS),
    "a note for tess": (
        "tess",
        steps.ChecksIn(
            (day(note="A.", audience="therapist"), day(note="B.", audience="therapist"))
        ),
        CASELOAD,
    ),
    "not feeling safe": ("tess", steps.ChecksIn((day(safe="not_really"), day())), CASELOAD),
    "an exercise": ("tess", steps.Practises((("Words.", True), ("Words.", False))), CASELOAD),
    "what he says while they listen": ("alice", SAID, steps.Looks("/listening/{session}/")),
    "what both let tess read of it": (
        "tess",
        SAID,
        There(State.DONE, Shares((True, True), who="alice")),
        Shares((True, True)),
        CASELOAD,
    ),
    "what he lets tess see": ("tess", steps.Decides((None, ("ratings",))), CASELOAD),
    "what he tells tess alone": ("tess", steps.Tells(("Words.", "")), ALONE),
    "that he is afraid, told alone": (
        "tess",
        steps.IsAsked(({"afraid": "yes"}, {"afraid": "no"})),
        steps.Tells(("Words.", "Words.")),
        ALONE,
    ),
}


LINE, LOOKS = mending.ReachesOut(), mending.LooksAtLine(takes_back=True)
# The same while the two listen to each other; what opens later is closed until alice has had her part.
LISTENED: dict[str, tuple[Step, ...]] = {
    "a look at her wish to listen": (There(State.INVITED, LooksIn((True, False))),),
    "a draft while they listen": (There(State.REFLECTING, Types(("Words.", ""))),),
    "his numbers before hers": (There(State.RATING, Takes(Act.RATE, NUMBERS)),),
    "whether he wants it forgotten": (There(State.CLOSING, Takes(Act.CLOSE, FORGOTTEN)),),
    "what he lets tess read of it": (There(State.DONE, Shares((True, False))), steps.Waits(1)),
}
# What is bob's own, each thing by itself, with everything that shows of him to look at afterwards.
OWN: dict[str, tuple[Step, ...]] = {
    "a note for himself": (steps.ChecksIn((day(note="One."), day())), OURS),
    "a note for tess": (steps.ChecksIn((day(note="One.", audience="therapist"), day())), OURS),
    "not feeling safe": (steps.ChecksIn((day(safe="not_really"), day())), OURS),
    "a day before hers": (steps.ChecksIn((day(note="One.", audience="both"), None)),),
    "“not today”": (steps.Marks((False, None)), steps.Waits(1)),
    "“we held it”": (steps.Marks((True, False)), steps.Waits(50)),
    "a draft": (steps.Drafts(("Words.", "")),),
    "an exercise": (steps.Practises((("Words.", True), None)),),
    "what he lets tess see": (steps.Decides(((), None)),),
    "his settings": (steps.Chooses((("Bobby", 3), ("", 20))), steps.Waits(20)),
    "being afraid": (steps.IsAsked(({"afraid": "yes", "hurt": "yes"}, {})), steps.Waits(20)),
    "a check at all": (steps.IsAsked(({"afraid": "no"}, None)), steps.Waits(20)),
    "what he tells tess alone": (steps.Tells(("Words.", "")), steps.Waits(20)),
    "a wish to be forgotten": (steps.Leaves((True, False)), steps.Waits(20)),
    "a copy to take along": (steps.TakesAlong((True, False)), steps.Waits(1)),
    "a line of hers, read and noted": (LINE, mending.NotesOfLine(("helped", None)), LOOKS),
    "a line of hers, put away": (
        LINE,
        mending.NotesOfLine(("nothing", None)),
        steps.Waits(1),
        LOOKS,
    ),
    "pages of his journal": (journaling.WritesPages((("One.", "Two."), ())), steps.Waits(1)),
    "pages that he took back": (journaling.WritesPages((("One.",), ()), lends=True),),
    "whether he reads a page of hers": (journaling.ReadsPages((True, False)), steps.Waits(1)),
    "a hard moment": (cycle.Shares(), cycle.NotesOne(("Cold.", ""))),
    "a hard moment, shared and taken back": (cycle.Shares(), cycle.TakesBack((True, False))),
    "a hard moment of his, where she shares none": (cycle.NotesOne(("Cold.", "")),),
    "a rating of a goal": (
        goals.Agrees(),
        goals.Rates(("1", None)),
        goals.Opens(),
        steps.Waits(15 * 24),
        goals.Opens(),
    ),
    "how far he sees a goal": (goals.Agrees(), goals.Rates(("-2", "2")), goals.Opens()),
    "a goal that he begins to write": (goals.Begins(("Ten minutes", "")),),
    "a cue of hers that he lets rest": (cues.Proposes(), cues.LetsRest((True, False))),
    "a lock of his own": (steps.Locks(("402871", "")), steps.Waits(1)),
    **LISTENED,
}
# Closed to tess in both worlds, whatever else was agreed.
SAID_TO_HER: dict[str, tuple[Step, ...]] = {
    **LISTENED,
    "a rating that he gave alone": (goals.Agrees(), goals.Rates(("1", None)), steps.Waits(15 * 24)),
    "a goal that he begins to write": (goals.Begins(("Ten minutes", "")),),
    "what he says while they listen": (
        SAID,
        There(State.DONE, Shares((True, True), who="alice")),
    ),
}
FROM_TESS = (
    "a note for himself",
    "not feeling safe",
    "“not today”",
    "a draft",
    "an exercise",
    "pages of his journal",
    "being afraid",
    "a wish to be forgotten",
    "a copy to take along",
    "a lock of his own",
)


def looked_at(watcher: str, *happened: Step, agreed: Iterable[str] = ()) -> Trace:
    pages = [steps.Looks(page) for page in PAGES[watcher]]
    return Trace(watcher, frozenset(agreed), (*happened, *pages))


@pytest.mark.parametrize("what", OWN)
def test_what_is_his_own_does_not_show_to_his_partner(what: str, stages: Stages) -> None:
    assert_alike(stages, looked_at("alice", *OWN[what], agreed=Agreement.KINDS))


@pytest.mark.parametrize("what", FROM_TESS)
def test_what_is_not_agreed_does_not_show_to_their_therapist(what: str, stages: Stages) -> None:
    happened = [step for step in OWN[what] if step != OURS]
    assert_alike(stages, looked_at("tess", *happened, agreed=["milestones"]))


@pytest.mark.parametrize("what", SAID_TO_HER)
def test_what_they_say_to_each_other_does_not_show_to_their_therapist(
    what: str, stages: Stages
) -> None:
    assert_alike(stages, looked_at("tess", *SAID_TO_HER[what], agreed=Agreement.KINDS))


@pytest.mark.parametrize("what", SHARED)
def test_what_he_shares_does_show(what: str, stages: Stages) -> None:
    watcher, *happened = SHARED[what]
    one, other = both(stages, Trace(watcher, frozenset(Agreement.KINDS), tuple(happened)))
    assert {seen.status for seen in one} <= {0, 200, 302}
    assert one != other


def both(stages: Stages, trace: Trace) -> list[list[Seen]]:
    stage = stages(trace)
    with agreed(stage, trace.agreed):
        return [lived(stage, trace, world) for world in (0, 1)]


@contextmanager
def agreed(stage: Stage, kinds: Iterable[str]) -> Iterator[None]:
    """What both let tess see when it begins, in both worlds."""
    stage.at(stage.begins)
    people = (stage.alice, stage.bob)
    with transaction.atomic():
        factories.agreement(stage.couple, stage.tess, *people, now=stage.now, kinds=set(kinds))
        yield
        transaction.set_rollback(True)


def assert_alike(stages: Stages, trace: Trace) -> None:
    one, other = both(stages, trace)
    assert len(one) >= len(LAST_LOOK[trace.watcher])
    for seen, twin in zip(one, other, strict=True):
        assert seen == twin, difference(seen, twin)


def difference(seen: Seen, twin: Seen) -> str:
    one, other = (page.content.decode(errors="replace").splitlines() for page in (seen, twin))
    head = f"{seen.what}: {seen.queries} and {twin.queries} queries"
    return "\n".join((head, *unified_diff(one, other, n=1)))


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_that_is_bob_s_own_shows(
    part: int, stages: Stages, request: pytest.FixtureRequest
) -> None:
    many = HEAVY if request.config.getoption("--heavy") else USUAL

    @chosen(
        max_examples=many // PARTS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(trace=traces())
    def twins(trace: Trace) -> None:
        assert_alike(stages, trace)

    twins()

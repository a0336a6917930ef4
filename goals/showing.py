"""What the pages of goals show: the same to both of the two, but for what each has given alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from couples.models import Couple, User
from goals import agreeing, attainment, rating, rounds, wording
from goals.models import Goal, Signature, Step, Version
from goals.rating import Shown
from goals.rounds import Round
from goals.wording import Gist, Worded


@dataclass(frozen=True, slots=True)
class Offer:
    """A version that is not signed by both."""

    number: int
    worded: Worded
    by: User
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A goal in a list. `waits`: a version is there for whoever looks to sign or to change."""

    goal: Goal
    gist: Gist
    waits: bool
    shown: Sequence[Shown]
    round: Round | None

    @property
    def is_done(self) -> bool:
        return _is_done(self.round, self.shown)


@dataclass(frozen=True, slots=True)
class Home:
    running: Sequence[Line]
    offered: Sequence[Line]
    resting: Sequence[Line]
    score: float | None

    @property
    def has_room(self) -> bool:
        return len(self.running) < agreeing.MOST

    @property
    def in_words(self) -> str:
        return attainment.in_words(self.score) if self.score is not None else ""


@dataclass(frozen=True, slots=True)
class Page:
    """`mine`: what whoever looks gave in the round that is open; `is_done`: both have, and it is shown."""

    goal: Goal
    signed: Worded | None
    number: int
    offer: Offer | None
    round: Round | None
    mine: Step | None
    shown: Sequence[Shown]

    def views(self, people: Sequence[User]) -> list[tuple[str, str]]:
        """How each of the two saw it, in the newest round that both have rated."""
        steps = self.shown[-1].steps if self.shown else {}
        return [(one.display_name, _in_words(steps.get(one.pk))) for one in people]

    @property
    def is_done(self) -> bool:
        return _is_done(self.round, self.shown)


def found(couple: Couple, public_id: str) -> Goal | None:
    """One that rests is there if both had signed it."""
    goal = Goal.objects.of(couple).filter(public_id=public_id).select_related("couple").first()
    return goal if goal and (goal.ended_at is None or goal.agreed_on) else None


def home(couple: Couple, *, seen_by: User, now: datetime) -> Home:
    goals = list(Goal.objects.of(couple).order_by("pk"))
    shown = rating.shown(goals)
    known = versions(goals)
    lines = [
        _line(one, known[one.pk], shown.get(one.pk, ()), seen_by, now)
        for one in goals
        if one.pk in known
    ]
    running = [one for one in lines if one.goal.is_running]
    return Home(
        running,
        [one for one in lines if one.goal.agreed_on is None and one.goal.ended_at is None],
        [one for one in lines if one.goal.agreed_on and one.goal.ended_at],
        attainment.latest([rating.steps_of(one.shown) for one in running]),
    )


def page(goal: Goal, *, seen_by: User, now: datetime) -> Page:
    signed, open_now = agreeing.signed(goal), rounds.current(goal, now)
    mine = None
    if signed and open_now:
        mine = rating.own(goal, open_now.number, version=signed.number, by=seen_by)
    return Page(
        goal,
        wording.of(signed) if signed else None,
        signed.number if signed else 0,
        _offer(goal, signed, seen_by),
        open_now,
        mine,
        rating.shown([goal]).get(goal.pk, ()),
    )


def _is_done(now_open: Round | None, shown: Sequence[Shown]) -> bool:
    """Both have rated in the round that is open."""
    return bool(now_open and shown and shown[-1].number == now_open.number)


def _in_words(step: Step | None) -> str:
    return str(step.label) if step is not None else "This answer can’t be opened."


def _offer(goal: Goal, signed: Version | None, seen_by: User) -> Offer | None:
    newest = agreeing.newest(goal)
    if goal.ended_at or newest == signed:
        return None
    is_mine = newest.person_id == seen_by.pk
    return Offer(newest.number, wording.of(newest), newest.person, is_mine)


def versions(goals: Sequence[Goal]) -> dict[int, tuple[Version | None, Version]]:
    """Of each goal the one that counts, and the newest."""
    signatures = Signature.objects.filter(goal__in=goals)
    signed = set(signatures.values_list("goal", "version"))
    found: dict[int, tuple[Version | None, Version]] = {}
    for one in Version.objects.filter(goal__in=goals).order_by("number"):
        counts, _ = found.get(one.goal_id, (None, one))
        found[one.goal_id] = (one if (one.goal_id, one.number) in signed else counts, one)
    return found


def _line(
    goal: Goal,
    versions: tuple[Version | None, Version],
    shown: Sequence[Shown],
    seen_by: User,
    now: datetime,
) -> Line:
    signed, newest = versions
    waits = newest != signed and newest.person_id != seen_by.pk and goal.ended_at is None
    return Line(goal, Gist.of(signed or newest), waits, shown, rounds.current(goal, now))

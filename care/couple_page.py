"""Everything about one couple that its therapist may see, each part under its own agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format

from care import caseload, pictures
from care.models import Earned, TherapistMilestone
from care.pictures import Days
from checkins import facts
from checkins.models import Moment, Note, SafetyAnswer
from closeness import facts as closeness
from closeness.facts import Closeness
from couples.charts import Trend
from couples.models import Agreement, Couple, User
from exercises import facts as practice
from exercises.models import Completion
from goals import facts as goals
from goals.facts import Goals
from listening import facts as listening
from listening.facts import Listened
from mending import facts as mending
from privacy.fields import readable, shown

WEEKS = 6
ONE_DAY = timedelta(days=1)
AT_MOST = 60
LOST = "lost"  # an answer that cannot be opened; it is shown, and says so


@dataclass(frozen=True, slots=True)
class CheckIns:
    closeness: Trend
    stress: Trend
    days: Sequence[Days]
    not_safe: Sequence[SafetyAnswer]
    mostly_safe: Sequence[SafetyAnswer]


@dataclass(frozen=True, slots=True)
class Reached:
    """A stop on the path: by a rule, or marked by the therapist."""

    title: str
    line: str
    on: date
    by_therapist: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """None: both have not agreed to show this part."""

    couple: Couple
    people: Sequence[User]
    since: date
    check_ins: CheckIns | None
    notes: Sequence[Note] | None
    has_more_notes: bool
    path: Sequence[Reached] | None
    ahead: Sequence[TherapistMilestone] | None
    moments: Sequence[Moment] | None
    exercises: Sequence[Completion] | None
    listened: Sequence[Listened] | None
    apologies: Sequence[date]
    repairs: Sequence[date]
    goals: Goals | None
    closeness: Closeness | None

    @property
    def names(self) -> str:
        return " and ".join(person.display_name for person in self.people)

    @property
    def lead(self) -> str:
        return f"Since {date_format(self.since, 'j F')}; only what both of them let you see."


def page(couple: Couple, *, today: date, now: datetime) -> Page:
    since = today - timedelta(weeks=WEEKS) + ONE_DAY
    kinds = caseload.agreed_kinds([couple.pk])[couple.pk]
    ratings, notes, milestones, exercises, shared_goals, counts = (
        kind in kinds for kind in Agreement.KINDS
    )
    written = _notes(couple, since) if notes else None
    return Page(
        couple=couple,
        people=couple.people,
        since=since,
        check_ins=_check_ins(couple, since, today) if ratings else None,
        notes=written and written[:AT_MOST],
        has_more_notes=len(written or ()) > AT_MOST,
        path=path(couple) if milestones else None,
        ahead=_ahead(couple) if milestones else None,
        moments=_moments(couple, since) if milestones else None,
        exercises=practice.completions([couple], since=since)[couple.pk] if exercises else None,
        listened=listening.shown(couple, since=since) if exercises else None,
        apologies=mending.given(couple, since=since) if exercises else (),
        repairs=mending.tried(couple, since=since) if exercises else (),
        goals=goals.shown(couple, since=since) if shared_goals else None,
        closeness=closeness.shown(couple, now=now) if counts else None,
    )


def path(couple: Couple) -> list[Reached]:
    """What the two have reached, the newest first; the same for them and for their therapist."""
    by_rule = [
        Reached(earned.milestone.title, earned.milestone.line, earned.on)
        for earned in Earned.objects.of(couple).order_by("-on", "-at", "-milestone__order")
    ]
    by_therapist = [
        Reached(shown(own, "title"), shown(own, "line"), own.reached_on, by_therapist=True)
        for own in TherapistMilestone.objects.of(couple).marked()
        if own.reached_on
    ]
    return sorted(by_rule + by_therapist, key=lambda one: one.on, reverse=True)


def _check_ins(couple: Couple, start: date, end: date) -> CheckIns:
    ratings = facts.ratings([couple.pk], start=start, end=end)
    people, answers = couple.people, _safety_answers(couple, start)
    return CheckIns(
        closeness=pictures.closeness(people, ratings, start, end),
        stress=pictures.stress(people, ratings, start, end),
        days=pictures.days(people, ratings, start, end),
        not_safe=[
            one for one, answer in answers if answer in (SafetyAnswer.Answer.NOT_REALLY, LOST)
        ],
        mostly_safe=[one for one, answer in answers if answer == SafetyAnswer.Answer.MOSTLY],
    )


def _safety_answers(couple: Couple, since: date) -> list[tuple[SafetyAnswer, str]]:
    """Each with what it says, for the database cannot choose among them."""
    answers = SafetyAnswer.objects.filter(couple=couple, on__gte=since).select_related("person")
    return [(one, readable(one, "answer", LOST)) for one in answers.order_by("-on", "pk")]


def _notes(couple: Couple, since: date) -> list[Note]:
    """One more than is shown, if there is one."""
    notes = Note.objects.filter(couple=couple, on__gte=since).select_related("person")
    return list(notes.order_by("-on", "pk")[: AT_MOST + 1])


def _ahead(couple: Couple) -> list[TherapistMilestone]:
    return list(TherapistMilestone.objects.of(couple).ahead())


def _moments(couple: Couple, since: date) -> list[Moment]:
    settled = (Moment.Status.HELD, Moment.Status.MISSED)
    past = Moment.objects.of(couple).filter(on__gte=since, status__in=settled)
    return list(past.order_by("-starts_at"))

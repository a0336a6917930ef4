"""What the two do about a goal, each as the person who does it."""

from collections.abc import Sequence
from datetime import datetime

from couples.models import Couple, User
from goals import agreeing, drafting, facts, rating, rounds, showing
from goals.models import Goal, Idea, Step
from goals.wording import Gist, Worded
from privacy.context import acting_as, as_steward, asking
from privacy.identifiers import new_public_id
from tests import factories

EVERY = rounds.EVERY
TITLE, HOPED = "Ten minutes a day that are ours", "On five evenings a week we sit together."
SENTENCES = (
    "We hardly speak of an evening.",
    "We talk once a week.",
    HOPED,
    "We do so every evening.",
    "We look forward to it all day.",
)


def worded(title: str = TITLE, sentences: Sequence[str] = SENTENCES) -> Worded:
    return Worded(Gist("closeness", title), list(sentences))


def offered(
    couple: Couple,
    by: User,
    *,
    now: datetime,
    title: str = TITLE,
    sentences: Sequence[str] = SENTENCES,
    token: str = "",
) -> Goal:
    with acting_as(by):
        used = token or new_public_id()
        return agreeing.offer(couple, worded(title, sentences), token=used, by=by, now=now)


def changed(goal: Goal, by: User, title: str, *, seen: int, now: datetime) -> None:
    with acting_as(by):
        agreeing.change(goal, worded(title), seen=seen, token=new_public_id(), by=by, now=now)


def signed(goal: Goal, by: User, *, seen: int = 1, now: datetime) -> None:
    with acting_as(by):
        agreeing.sign(goal, seen=seen, by=by, now=now)


def agreed(couple: Couple, by: User, other: User, *, now: datetime, title: str = TITLE) -> Goal:
    goal = offered(couple, by, now=now, title=title)
    signed(goal, other, now=now)
    return again(goal)


def rests(goal: Goal, by: User, *, now: datetime) -> None:
    with acting_as(by):
        agreeing.let_rest(goal, now=now)


def rated(
    goal: Goal, by: User, step: Step, *, now: datetime, seen: int = 1, number: int = 0
) -> None:
    with acting_as(by):
        rating.rate(goal, step, seen=seen, number=number, by=by, now=now)


def begun(by: User, *, now: datetime, **fields: str) -> str:
    """What is typed and not offered yet; its token."""
    token = new_public_id()
    with acting_as(by):
        drafting.keep(token, fields, is_new=True, by=by, now=now)
    return token


def page(goal: Goal, by: User, *, now: datetime) -> showing.Page:
    with acting_as(by):
        return showing.page(again(goal), seen_by=by, now=now)


def home(couple: Couple, by: User, *, now: datetime) -> showing.Home:
    with acting_as(by):
        return showing.home(couple, seen_by=by, now=now)


def told(couple: Couple, therapist: User, *, now: datetime) -> facts.Goals:
    with acting_as(therapist):
        return facts.shown(couple, since=now.date())


def again(goal: Goal) -> Goal:
    with as_steward():
        return Goal.objects.select_related("couple").get(pk=goal.pk)


def an_idea() -> None:
    with asking(factories.CONTENT_WORK):
        Idea.objects.create(
            slug="hello", stage="safety", title="We say hello", start="On most days."
        )
    Idea.objects.changed()

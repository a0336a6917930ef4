"""Two goals that Robin and Sam have set together, and how far each of them sees them come."""

from datetime import datetime

from couples.models import Couple, User
from goals import agreeing, rating, rounds
from goals.models import Goal, Step
from goals.wording import Gist, Worded
from privacy.context import acting_as
from privacy.identifiers import new_public_id

BREAKS = Worded(
    Gist("safety", "We take a break before a quarrel grows"),
    (
        "We go to bed angry, and days go by without a word.",
        "A quarrel ends when one of us leaves the room, and we don’t come back to it.",
        "In most quarrels one of us asks for a break, and we go on the same day.",
        "We hear it in our voices, and take the break before it hurts.",
        "We can disagree on the sofa, and stay there.",
    ),
)
EVENINGS = Worded(
    Gist("closeness", "Ten minutes a day that are ours"),
    (
        "We sit in two rooms, each with a screen.",
        "We talk once a week, mostly about the shopping.",
        "On five evenings a week we sit together for ten minutes, with no screen on.",
        "We do so every evening, and tell each other how the day was.",
        "It is what we both look forward to all day.",
    ),
)
# What each of the two gives, round by round: of the first goal, of the second.
OF_ROBIN = ("-1 -1 0 0", "-2 -1 -1 1")
OF_SAM = ("-1 0 0 1", "-1 -1 0 0")


def set_together(couple: Couple, robin: User, sam: User, *, now: datetime) -> None:
    """Each writes one, and the other signs it."""
    for writer, other, worded in ((robin, sam, BREAKS), (sam, robin, EVENINGS)):
        with acting_as(writer):
            token = new_public_id()
            goal = agreeing.offer(couple, worded, token=token, by=writer, now=now)
        with acting_as(other):
            agreeing.sign(goal, seen=1, by=other, now=now)


def look(couple: Couple, robin: User, sam: User, *, now: datetime) -> None:
    """At both goals, in the round of now."""
    for person, given in ((robin, OF_ROBIN), (sam, OF_SAM)):
        with acting_as(person):
            goals = Goal.objects.of(couple).running().select_related("couple").order_by("pk")
            for goal, steps in zip(goals, given, strict=True):
                _rate(goal, steps.split(), person, now)


def _rate(goal: Goal, steps: list[str], by: User, now: datetime) -> None:
    now_open = rounds.current(goal, now)
    if now_open:
        step = Step(steps[now_open.number])
        rating.rate(goal, step, seen=1, number=now_open.number, by=by, now=now)

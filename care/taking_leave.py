"""What a person takes along of what was reached, and what becomes of it when they are erased."""

from collections.abc import Iterator

from care.models import Earned, TherapistMilestone
from couples.models import Couple, User
from leaving.belongings import Belonging, Kept
from leaving.shelves import AT_A_TIME, Row, Shelf
from privacy.fields import shown


def reached(person: User) -> Iterator[Row]:
    ours = Couple.objects.of(person)
    for one in Earned.objects.filter(couple__in=ours).select_related("milestone").order_by("on"):
        yield one.on, one.milestone.title, one.milestone.line, False
    for said in TherapistMilestone.objects.filter(couple__in=ours).marked():
        yield said.reached_on, shown(said, "title"), shown(said, "line"), True


def worded(person: User) -> Iterator[Row]:
    mine = TherapistMilestone.objects.visible_to(person).order_by("added_at")
    for one in mine.iterator(AT_A_TIME):
        yield shown(one, "title"), shown(one, "line"), one.added_at, one.reached_on


SHELVES = {
    40: Shelf(
        "reached",
        "What the two of you have reached",
        "As both of you read it.",
        {
            "day": "Day",
            "title": "What",
            "line": "In words",
            "by_therapist": "Said by your therapist",
        },
        reached,
    ),
    41: Shelf(
        "worded",
        "Milestones in your words",
        "Those that you wrote for couples who let you see them now.",
        {"title": "What", "line": "In words", "added": "Written", "reached": "Reached"},
        worded,
    ),
}
OURS = "couple_id IN (SELECT couple_id FROM couples_membership WHERE person_id = %(person)s)"
BELONGINGS = (
    Belonging("care_greeted"),
    Belonging("care_lastactivity", OURS),
    Belonging("care_lately", OURS),
)
KEPT = (
    Kept("care_therapistmilestone", "therapist_id", "therapists do not erase themselves"),
    Kept("care_triage", "therapist_id", "therapists do not erase themselves"),
)

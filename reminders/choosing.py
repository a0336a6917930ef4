"""A person chooses when and of what to be reminded, and sees at once what follows from it."""

from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction

from couples.models import User
from reminders import kinds, planning
from reminders.models import Preferences, Reminder


def preferences_of(person: User) -> Preferences:
    return Preferences.objects.get_or_create(person=person)[0]


@transaction.atomic
def choose(
    mine: Preferences,
    *,
    check_in_at: time,
    quiet_from: time,
    quiet_to: time,
    wanted: Collection[str],
    now: datetime,
) -> None:
    mine.check_in_at, mine.quiet_from, mine.quiet_to = check_in_at, quiet_from, quiet_to
    mine.switched_off = [kind.name for kind in kinds.chosen() if kind.name not in wanted]
    mine.save(update_fields=["check_in_at", "quiet_from", "quiet_to", "switched_off"])
    planning.plan_one(mine, now=now)


def coming(person: User, now: datetime) -> list[datetime]:
    """When, and no more: the page may be read over a shoulder."""
    planned = Reminder.objects.planned().filter(person=person, due_at__gt=now)
    return list(planned.order_by("due_at").values_list("due_at", flat=True))

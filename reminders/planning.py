"""Rows for the next 48 hours. A person is looked at once an hour, or at once when something changed."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from couples import zones
from couples.models import Couple, Membership
from privacy.context import as_steward
from reminders import kinds
from reminders.models import Preferences, Reminder
from reminders.quiet import Hours

EVERY = timedelta(hours=1)
STALE = timedelta(hours=3)
REMEMBERED = timedelta(days=30)  # far longer than any kind looks back, so that nothing comes again
HANDFULS = 20  # in one tick: a great wave of plans does not hold up what is due
PEOPLE = 200  # in one transaction: short enough for somebody who saves their settings meanwhile

Key = tuple[int, str, str]
CHANGEABLE = ("couple_id", "local_at", "zone", "due_at", "expires_at")


def plan_all(now: datetime) -> int:
    planned = 0
    for _ in range(HANDFULS):
        handful = plan(now=now)
        planned += handful
        if handful < PEOPLE:
            break
    return planned


def plan(*, now: datetime) -> int:
    """Plans one handful of the people whose plan is old; says how many they were."""
    with as_steward():
        waiting = Preferences.objects.to_plan(now).order_by("next_plan_at")
        locked = waiting.select_for_update(skip_locked=True, of=("self",))
        people = list(locked.select_related("person")[:PEOPLE])
        if people:
            write(people, ahead(people, now), now)
            mine = Preferences.objects.filter(pk__in=[one.pk for one in people])
            mine.update(next_plan_at=now + EVERY)
    return len(people)


def plan_one(person: Preferences, *, now: datetime) -> None:
    """Somebody has just chosen and looks at what comes."""
    with as_steward():
        mine = Preferences.objects.filter(pk=person.pk)
        mine.select_for_update().get()
        write([person], ahead([person], now), now)
        mine.update(next_plan_at=now + EVERY)


def again(couple: Couple) -> None:
    """Something changed for the couple: the next tick looks at its people."""
    with as_steward():
        people = Membership.objects.filter(couple=couple, left_at=None).values("person")
        Preferences.objects.filter(person__in=people).plan_again()


def ahead(people: Collection[Preferences], now: datetime) -> dict[Key, Reminder]:
    """What these people are to be reminded of, as rows that are not yet saved."""
    couples = couples_of([one.person_id for one in people])
    known = {one.person_id: one for one in people}
    found = {}
    for kind in kinds.every():
        wanting = [one for one in people if kind.is_for(one, is_in_couple=one.person_id in couples)]
        for occasion in kind.occasions(wanting, now, now + kinds.HORIZON):
            who = known[occasion.person_id]
            row = reminder(kind.name, occasion, who, couples.get(who.person_id))
            if row:
                found[key(row)] = row
    return found


def reminder(
    kind: str, occasion: kinds.Occasion, who: Preferences, couple_id: int | None
) -> Reminder | None:
    """None where the quiet hours end too late for it."""
    zone = who.person.time_zone
    due = Hours.of(who).loud_from(occasion.at, zone)
    expires = min(due + STALE, occasion.until or due + STALE)
    if expires <= due:
        return None
    return Reminder(
        person_id=who.person_id,
        couple_id=couple_id,
        kind=kind,
        occurrence=occasion.occurrence,
        local_at=f"{due.astimezone(zones.zone(zone)):%Y-%m-%dT%H:%M}",
        zone=zone,
        due_at=due,
        expires_at=expires,
    )


def write(people: Collection[Preferences], wanted: dict[Key, Reminder], now: datetime) -> None:
    """Brings the planned rows into line; what is claimed, sent or dropped stays as it is."""
    theirs = Reminder.objects.filter(person__in=[one.person_id for one in people])
    occurrences = {row.occurrence for row in wanted.values()}
    seen = theirs.filter(Q(state=Reminder.State.PLANNED) | Q(occurrence__in=occurrences))
    known = {key(row): row for row in seen}
    new = [row for name, row in wanted.items() if name not in known]
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    for name, change in changes(wanted, known):
        theirs.planned().filter(pk=known[name].pk).update(**change)
    over = [row.pk for name, row in known.items() if name not in wanted and row.due_at > now]
    theirs.planned().filter(pk__in=over).delete()
    theirs.settled().filter(due_at__lt=now - REMEMBERED).delete()


def changes(
    wanted: dict[Key, Reminder], known: dict[Key, Reminder]
) -> Iterator[tuple[Key, dict[str, object]]]:
    for name in wanted.keys() & known.keys():
        fresh = {field: getattr(wanted[name], field) for field in CHANGEABLE}
        if any(getattr(known[name], field) != value for field, value in fresh.items()):
            yield name, fresh


def key(row: Reminder) -> Key:
    return row.person_id, row.kind, row.occurrence


def couples_of(people: Collection[int]) -> dict[int, int]:
    active = Membership.objects.filter(person__in=people, left_at=None, couple__ended_at=None)
    return dict(active.values_list("person_id", "couple_id"))

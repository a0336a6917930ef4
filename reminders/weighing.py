"""Whether a reminder still deserves to go out, at the moment at which it would."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from couples.models import Pause
from reminders import kinds, planning
from reminders.models import Preferences, Reminder
from reminders.models.reminder import PLACES
from reminders.quiet import Hours

ATTEMPTS = 5
Because = Reminder.Because


@dataclass(frozen=True, slots=True)
class Verdict:
    """It goes, or it is dropped for a reason, or it waits until the quiet hours are over."""

    drop: str = ""
    wait_until: datetime | None = None

    @property
    def goes(self) -> bool:
        return not self.drop and self.wait_until is None

    @property
    def change(self) -> dict[str, object]:
        free: dict[str, object] = {"lease": "", "lease_until": None}
        if self.drop:
            return free | {"state": Reminder.State.DROPPED, "dropped_because": self.drop}
        return free | {"state": Reminder.State.PLANNED, "due_at": self.wait_until}


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is to be known about a batch, read with one query each."""

    now: datetime
    preferences: dict[int, Preferences]
    couples: dict[int, int]
    paused: set[int]
    finished: set[int]
    places: dict[tuple[int, date], set[int]] = field(default_factory=lambda: defaultdict(set))

    def verdict(self, reminder: Reminder) -> Verdict:
        reason = next((reason for reason, holds in self.reasons(reminder) if holds), "")
        if reason == Because.QUIET:
            loud = self.loud_from(reminder)
            return Verdict(wait_until=loud) if loud < reminder.expires_at else Verdict(reason)
        return Verdict(reason)

    def reasons(self, reminder: Reminder) -> Iterator[tuple[Because, bool]]:
        who, always = self.preferences.get(reminder.person_id), kinds.is_always(reminder.kind)
        is_there = who is not None and who.person.is_active
        wanted = always or (who is not None and who.wants(reminder.kind))
        is_theirs = always or self.couples.get(reminder.person_id) == reminder.couple_id
        yield Because.UNWANTED, not (is_there and wanted)
        yield Because.UNPAIRED, not is_theirs
        yield Because.PAUSED, not always and reminder.couple_id in self.paused
        yield Because.DONE, reminder.pk in self.finished
        yield Because.STALE, reminder.expires_at <= self.now
        yield Because.UNDELIVERABLE, reminder.attempts >= ATTEMPTS
        yield Because.QUIET, self.loud_from(reminder) > self.now
        has_place = always or reminder.place is not None
        yield Because.ENOUGH, not has_place and not self.free_places(reminder)

    def loud_from(self, reminder: Reminder) -> datetime:
        who = self.preferences[reminder.person_id]
        return Hours.of(who).loud_from(self.now, who.person.time_zone)

    def today(self, reminder: Reminder) -> date:
        return self.preferences[reminder.person_id].person.local_date(self.now)

    def free_places(self, reminder: Reminder) -> list[int]:
        taken = self.places[reminder.person_id, self.today(reminder)]
        return [place for place in PLACES if place not in taken]

    def take_place(self, reminder: Reminder) -> None:
        """A reminder that is tried again keeps the place that it took the first time."""
        if reminder.place is None and not kinds.is_always(reminder.kind):
            reminder.sent_on, reminder.place = (
                self.today(reminder),
                self.free_places(reminder)[0],
            )
            self.places[reminder.person_id, reminder.sent_on].add(reminder.place)


def facts(batch: Collection[Reminder], now: datetime) -> Facts:
    """The people stay locked until the transaction ends: two ticks never give one place twice."""
    people = {reminder.person_id for reminder in batch}
    locked = Preferences.objects.filter(person__in=people).select_for_update(of=("self",))
    preferences = {one.person_id: one for one in locked.select_related("person").order_by("pk")}
    pauses = Pause.objects.running(now).filter(couple__in={one.couple_id for one in batch})
    return Facts(
        now,
        preferences,
        couples=planning.couples_of(people),
        paused=set(pauses.values_list("couple_id", flat=True)),
        finished=finished(batch, now),
        places=places(preferences.values(), now),
    )


def places(people: Collection[Preferences], now: datetime) -> dict[tuple[int, date], set[int]]:
    taken: dict[tuple[int, date], set[int]] = defaultdict(set)
    days = {who.person.local_date(now) for who in people}
    sent = Reminder.objects.filter(person__in=[who.person_id for who in people], sent_on__in=days)
    for person, day, place in sent.values_list("person_id", "sent_on", "place"):
        if day is not None and place is not None:
            taken[person, day].add(place)
    return taken


def finished(batch: Collection[Reminder], now: datetime) -> set[int]:
    by_kind = defaultdict(list)
    for reminder in batch:
        by_kind[reminder.kind].append(reminder)
    return {
        pk
        for kind in kinds.every()
        if kind.name in by_kind
        for pk in kind.finished(by_kind[kind.name], now)
    }

"""The times that a couple has agreed on, or that one of the two proposes."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS

from couples.models import Couple, User
from couples.models.people import valid_time_zone
from privacy.models import PublicRow

ALL_WEEKDAYS = 127


def city(zone: str) -> str:
    """A zone as people say it: “New York”."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Times:
    """What a person can wish for: weekdays (bit 0 is Monday), wall time, length, whose clock."""

    weekdays: int
    at: time
    minutes: int
    zone: str


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def of(self, couple: Couple) -> "RhythmQuerySet":
        return self.filter(couple=couple)

    def proposed(self) -> "RhythmQuerySet":
        return self.filter(status=Rhythm.Status.PROPOSED)

    def agreed(self) -> "RhythmQuerySet":
        return self.filter(status=Rhythm.Status.AGREED)

    def under_way(self) -> "RhythmQuerySet":
        """Agreed or proposed."""
        return self.filter(closed_at=None)


class Rhythm(PublicRow):
    """A proposal, and once the other has accepted it, the couple's rhythm. Only its status changes."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        AGREED = "agreed"
        ANSWERED = "answered", "answered with another time"
        WITHDRAWN = "withdrawn"
        REPLACED = "replaced"
        ENDED = "ended"
        REMOVED = "removed", "removed: one of the two is gone for good"

    class Minutes(models.IntegerChoices):
        FIVE = 5, "5 minutes"
        TEN = 10, "10 minutes"
        FIFTEEN = 15, "15 minutes"

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="rhythms")
    weekdays = models.PositiveSmallIntegerField("weekdays, one bit each, Monday the first")
    at = models.TimeField("local wall time")
    minutes = models.PositiveSmallIntegerField(choices=Minutes.choices)
    zone = models.CharField("whose clock", max_length=64, validators=[valid_time_zone])
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    proposed_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    planned_until = models.DateField("moments are planned up to this local day", null=True)

    objects: ClassVar[models.Manager["Rhythm"]] = RhythmQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["couple"],
                condition=Q(status="proposed"),
                name="couple_has_one_open_proposal",
            ),
            models.UniqueConstraint(
                fields=["couple"], condition=Q(status="agreed"), name="couple_has_one_rhythm"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__gte=1, weekdays__lte=ALL_WEEKDAYS),
                name="rhythm_has_a_weekday",
            ),
            models.CheckConstraint(
                condition=Q(minutes__in=[5, 10, 15]), name="rhythm_is_5_10_or_15_minutes"
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("proposed_by")),
                name="rhythm_is_accepted_by_the_other",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["agreed", "replaced", "ended"])
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="rhythm_counts_only_when_accepted",
            ),
        )
        indexes = (
            models.Index(
                fields=["planned_until"], condition=Q(status="agreed"), name="rhythms_to_plan"
            ),
        )

    def __str__(self) -> str:
        return self.in_words

    @property
    def times(self) -> Times:
        return Times(self.weekdays, self.at, self.minutes, self.zone)

    @property
    def days(self) -> list[int]:
        """Its weekdays as Python counts them: Monday is 0."""
        return [day for day in range(7) if self.weekdays >> day & 1]

    def falls_on(self, day: date) -> bool:
        return day.weekday() in self.days

    @property
    def in_words(self) -> str:
        return f"{self.days_in_words} at {self.at:%H:%M}, {self.minutes} minutes"

    @property
    def days_in_words(self) -> str:
        if self.weekdays == ALL_WEEKDAYS:
            return "Every day"
        *first, last = [f"{WEEKDAYS[day]}s" for day in self.days]
        return f"{', '.join(first)} and {last}" if first else last

    @property
    def city(self) -> str:
        return city(self.zone)

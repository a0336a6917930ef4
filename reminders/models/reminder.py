"""A reminder is a row. It is planned ahead, claimed by one tick, and then sent or dropped, once."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from couples.models import Couple, User
from privacy.models import PublicRow

PLACES = (1, 2)


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def planned(self) -> "ReminderQuerySet":
        return self.filter(state=Reminder.State.PLANNED)

    def settled(self) -> "ReminderQuerySet":
        return self.filter(state__in=(Reminder.State.SENT, Reminder.State.DROPPED))

    def due(self, now: datetime) -> "ReminderQuerySet":
        return self.planned().filter(due_at__lte=now).order_by("due_at")

    def abandoned(self, now: datetime) -> "ReminderQuerySet":
        """Claimed by a tick that is gone, or whose mail was refused and may be tried again."""
        claimed = self.filter(state=Reminder.State.CLAIMED, lease_until__lte=now)
        return claimed.order_by("lease_until")

    def held_by(self, lease: str) -> "ReminderQuerySet":
        return self.filter(state=Reminder.State.CLAIMED, lease=lease)

    def release(self) -> int:
        return self.update(state=Reminder.State.PLANNED, lease="", lease_until=None)


class Reminder(PublicRow):
    class State(models.TextChoices):
        PLANNED = "planned"
        CLAIMED = "claimed"
        SENT = "sent"
        DROPPED = "dropped"

    class Because(models.TextChoices):
        DONE = "done"
        STALE = "stale"
        QUIET = "quiet"
        ENOUGH = "enough", "two were sent that day"
        PAUSED = "paused"
        UNPAIRED = "unpaired"
        UNWANTED = "unwanted"
        UNDELIVERABLE = "undeliverable"

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    couple = models.ForeignKey(Couple, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    occurrence = models.CharField("which one: a local date or a public id", max_length=40)
    local_at = models.CharField("wall time", max_length=16)
    zone = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_on = models.DateField("local date whose two places it counts for", null=True)
    place = models.PositiveSmallIntegerField(null=True)
    message_id = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=15, choices=Because.choices, blank=True)

    objects: ClassVar[models.Manager["Reminder"]] = ReminderQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind", "occurrence"], name="reminder_is_planned_once"
            ),
            models.UniqueConstraint(
                fields=["person", "sent_on", "place"], name="reminder_has_a_place_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(place=None, sent_on=None) | Q(place__in=PLACES, sent_on__isnull=False),
                name="reminders_are_two_a_day_at_most",
            ),
            models.CheckConstraint(
                condition=Q(state="claimed", lease_until__isnull=False)
                | (~Q(state="claimed") & Q(lease="", lease_until=None)),
                name="reminder_is_leased_while_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="reminder_is_sent_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(state="dropped") ^ Q(dropped_because=""),
                name="reminder_is_dropped_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("due_at")), name="reminder_is_of_use_when_due"
            ),
        )
        # Partial: a tick looks only at what is due, however many rows wait, were sent or were dropped.
        indexes = (
            models.Index(fields=["due_at"], condition=Q(state="planned"), name="reminders_due"),
            models.Index(
                fields=["lease_until"], condition=Q(state="claimed"), name="reminders_leased"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.occurrence}"

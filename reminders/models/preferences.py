"""When a person wants to be reminded, and of what."""

from datetime import UTC, datetime, time
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value

from couples.models import User

EVENING = time(20)
NIGHT = time(22)
MORNING = time(7)
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


class PreferencesQuerySet(models.QuerySet["Preferences"]):
    def to_plan(self, now: datetime) -> "PreferencesQuerySet":
        return self.filter(next_plan_at__lte=now)

    def plan_again(self) -> int:
        return self.update(next_plan_at=AT_ONCE)


class Preferences(models.Model):
    """One row per partner. A trigger makes it, and asks for a new plan when zone or couple change."""

    class Channel(models.TextChoices):
        EMAIL = "email", "by e-mail"

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reminding")
    check_in_at = models.TimeField("my check-in at", default=EVENING, db_default=Value(EVENING))
    quiet_from = models.TimeField("quiet from", default=NIGHT, db_default=Value(NIGHT))
    quiet_to = models.TimeField("quiet until", default=MORNING, db_default=Value(MORNING))
    switched_off: "ArrayField[Any, list[str]]" = ArrayField(
        models.CharField(max_length=30), default=list, db_default=[], blank=True
    )
    channel = models.CharField(
        max_length=10,
        choices=Channel.choices,
        default=Channel.EMAIL,
        db_default=Value(Channel.EMAIL.value),
    )
    next_plan_at = models.DateTimeField(
        default=AT_ONCE, db_default=Value(AT_ONCE), editable=False, db_index=True
    )

    objects: ClassVar[models.Manager["Preferences"]] = PreferencesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"check-in at {self.check_in_at:%H:%M}"

    def wants(self, kind: str) -> bool:
        return kind not in self.switched_off

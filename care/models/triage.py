from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from couples.models import User
from privacy.fields import EncryptedJSONField, readable


class TriageQuerySet(models.QuerySet["Triage"]):
    def of(self, therapist: User) -> "TriageQuerySet":
        return self.filter(therapist=therapist)


class Triage(models.Model):
    """What a therapist’s last look at sealed answers found, sealed with their own key for the next one.

    It can be found out again from the answers. A trigger removes it as soon as anybody agrees to
    something else (migration 0008).
    """

    # As long as any other day, so that the size of a row tells nothing.
    NEVER: ClassVar[date] = date.min

    therapist = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    found = EncryptedJSONField(
        "couple to the last day that did not feel safe", owner="therapist_id", row=()
    )
    looked_at = models.DateTimeField("by the clock of the database", db_default=Now())

    objects: ClassVar[models.Manager["Triage"]] = TriageQuerySet.as_manager()

    def __str__(self) -> str:
        return f"triage of {self.therapist_id}"

    @property
    def days(self) -> dict[int, date]:
        """By couple; none at all where it cannot be opened."""
        found: dict[str, str] = readable(self, "found", {})
        return {int(couple_id): date.fromisoformat(day) for couple_id, day in found.items()}

"""That somebody wants to be forgotten here. Until its day it can be taken back, and then leaves no trace."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value

from couples.models import User
from privacy.models import PublicRow

GRACE = timedelta(days=14)


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def asked(self) -> "ErasureQuerySet":
        return self.filter(state=Erasure.State.ASKED)

    def to_begin(self, now: datetime) -> "ErasureQuerySet":
        return self.asked().filter(due_at__lte=now)

    def to_finish(self, begun_before: datetime) -> "ErasureQuerySet":
        return self.filter(state=Erasure.State.BEGUN, begun_at__lte=begun_before)


class Erasure(PublicRow):
    class State(models.TextChoices):
        ASKED = "asked"
        BEGUN = "begun"
        DONE = "done"

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Erasure"]] = ErasureQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(due_at__gte=F("asked_at") + Value(GRACE)),
                name="erasure_waits_fourteen_days",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", begun_at=None)
                | (~Q(state="asked") & Q(begun_at__gte=F("due_at"))),
                name="erasure_never_begins_early",
            ),
        )
        indexes = (
            models.Index(fields=["due_at"], condition=Q(state="asked"), name="erasures_to_begin"),
            models.Index(
                fields=["begun_at"], condition=Q(state="begun"), name="erasures_to_finish"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

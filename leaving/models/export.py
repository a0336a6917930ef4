"""A copy of somebody's own words, for them alone. The row is the job, and for one day the file."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from couples.models import User
from privacy.models import PublicRow


class ExportQuerySet(models.QuerySet["Export"]):
    def of(self, person: User) -> "ExportQuerySet":
        return self.filter(person=person)

    def to_make(self, now: datetime) -> "ExportQuerySet":
        """Asked for; or claimed by a tick that is gone."""
        waiting = Q(state=Export.State.WAITING)
        return self.filter(waiting | Q(state=Export.State.MAKING, lease_until__lte=now))

    def held_by(self, lease: str) -> "ExportQuerySet":
        return self.filter(state=Export.State.MAKING, lease=lease)

    def ready(self, now: datetime) -> "ExportQuerySet":
        return self.filter(state=Export.State.READY, expires_at__gt=now)

    def over(self, now: datetime) -> "ExportQuerySet":
        return self.filter(expires_at__lte=now)


class Export(PublicRow):
    class State(models.TextChoices):
        WAITING = "waiting"
        MAKING = "making"
        READY = "ready"
        FAILED = "failed"

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveBigIntegerField("bytes of the file", null=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Export"]] = ExportQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person"], name="person_has_one_export_at_a_time"),
            models.CheckConstraint(
                condition=Q(state="making", lease_until__isnull=False)
                | (~Q(state="making") & Q(lease="", lease_until=None)),
                name="export_is_leased_while_it_is_made",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="ready", ready_at__isnull=False, expires_at__gt=models.F("ready_at")
                )
                | (~Q(state="ready") & Q(ready_at=None, expires_at=None, size=None)),
                name="export_is_ready_until_some_time",
            ),
        )
        # Partial: a tick looks only at what is to be made or to be thrown away.
        indexes = (
            models.Index(
                fields=["asked_at"],
                condition=Q(state__in=("waiting", "making")),
                name="exports_to_make",
            ),
            models.Index(
                fields=["expires_at"], condition=Q(state="ready"), name="exports_to_remove"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def has_failed(self) -> bool:
        return self.state == self.State.FAILED


class ExportPiece(models.Model):
    """A part of the file, sealed with the person's own key: nowhere does it lie in plain text."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="pieces")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "export", "number"], name="export_pieces_are_numbered"
            ),
        )

    def __str__(self) -> str:
        return f"piece {self.number}"

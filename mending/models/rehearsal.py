"""An apology that somebody rehearses. Nobody else knows that it is there, the house included."""

from datetime import datetime
from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from couples.models import User
from privacy.fields import EncryptedTextField
from privacy.models import PublicRow

LONGEST: Final = 1_000


class RehearsalQuerySet(models.QuerySet["Rehearsal"]):
    def of(self, person: User, partner: User | None) -> "RehearsalQuerySet":
        """Those for whoever is the partner now; what was meant for another one is offered to nobody."""
        return self.filter(Q(to=None) | Q(to=partner), person=person)

    def open(self) -> "RehearsalQuerySet":
        return self.filter(said_on=None)


class Rehearsal(PublicRow):
    """`version` grows with every change; whoever gives it away names the version that they read.

    When it is sent, the row goes, and the apology takes its public id.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    rests_until = models.DateTimeField(null=True)
    said_on = models.DateField("the local day on which it was said in person", null=True)

    objects: ClassVar[models.Manager["Rehearsal"]] = RehearsalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "to"],
                condition=Q(said_on=None),
                nulls_distinct=False,
                name="person_rehearses_one_apology_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(to=None) | ~Q(to=F("person")), name="apology_is_for_somebody_else"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("mending:rehearsal", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.said_on is None

    def is_resting(self, now: datetime) -> bool:
        return self.rests_until is not None and now < self.rests_until


class Part(models.Model):
    """What was written so far for one part, whole or not."""

    class Name(models.TextChoices):
        RESPONSIBILITY = "responsibility", "What I did"
        REGRET = "regret", "That I am sorry"
        EXPLANATION = "explanation", "How it came about"
        REPAIR = "repair", "What I offer"
        CHANGE = "change", "What will be different"
        FORGIVENESS = "forgiveness", "Asking to be forgiven"

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=14, choices=Name.choices)
    words = EncryptedTextField(owner="person_id", row=("rehearsal_id", "name"))
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "rehearsal", "name"], name="part_is_rehearsed_once"
            ),
        )

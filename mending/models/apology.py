"""An apology that was sent. What was said, what the other makes of it, and what they let one know are
three tables, for each has readers of its own.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from couples.models import User
from mending.models.sent import Sent, SentQuerySet
from privacy.fields import EncryptedChoiceField, EncryptedJSONField


class Answer(models.TextChoices):
    TAKEN = "taken", "I take it. Thank you."
    NOT_YET = "not_yet", "Thank you, not yet."


class ApologyQuerySet(SentQuerySet["Apology"]):
    def unopened(self) -> "ApologyQuerySet":
        """As far as whoever asks may know: the receiver, or the house."""
        return self.standing().exclude(Exists(Receipt.objects.filter(apology=OuterRef("pk"))))


class Apology(Sent):
    """No words here."""

    objects: ClassVar[models.Manager["Apology"]] = ApologyQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(sender=F("receiver")), name="apology_is_sent_to_somebody_else"
            ),
        )
        indexes = (
            models.Index(fields=["couple", "-sent_at"], name="apologies_of_couple"),
            models.Index(fields=["sender", "-sent_at"], name="apologies_of_sender"),
        )

    def get_absolute_url(self) -> str:
        return reverse("mending:sent", args=[self.public_id])


class Words(models.Model):
    """As they were sent; `parts` by the name of each."""

    apology = models.ForeignKey(Apology, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    parts = EncryptedJSONField(owner="person_id", row=("apology_id",))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "apology"], name="apology_is_worded_once"),
        )


class Receipt(models.Model):
    """That the receiver opened it, and what they noted for themselves. Nobody else reads it."""

    apology = models.ForeignKey(Apology, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    answer = EncryptedChoiceField(
        owner="person_id", row=("apology_id",), choices=Answer.choices, null=True
    )
    put_away = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "apology"], name="apology_is_opened_once"),
        )


class Reply(models.Model):
    """What the receiver chose to let the sender know."""

    apology = models.ForeignKey(Apology, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    answer = EncryptedChoiceField(owner="person_id", row=("apology_id",), choices=Answer.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "apology"], name="apology_has_one_reply"),
        )

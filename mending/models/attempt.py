"""A repair attempt: one line from one of the two to the other. What was said, what either has seen or put
away, and how it went for each are three tables, for each has readers of its own.
"""

from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from couples.models import User
from mending.models.sent import Sent, SentQuerySet
from privacy import identifiers
from privacy.fields import EncryptedChoiceField, EncryptedTextField

OPEN_FOR: Final = timedelta(days=1)


class Result(models.TextChoices):
    HELPED = "helped", "It helped"
    A_LITTLE = "a_little", "A little"
    NOT_THIS_TIME = "not_this_time", "Not this time"


class AttemptQuerySet(SentQuerySet["Attempt"]):
    def recent(self, now: datetime) -> "AttemptQuerySet":
        return self.filter(sent_at__gt=now - OPEN_FOR)

    def unopened(self) -> "AttemptQuerySet":
        """As far as whoever asks may know: the receiver, or the house."""
        seen = Noticed.objects.filter(attempt=OuterRef("pk"), person=OuterRef("receiver"))
        return self.standing().exclude(Exists(seen))

    def open_from(self, sender: User, now: datetime) -> "AttemptQuerySet":
        """Until the sender notes how it went or puts it away; whatever the other does counts for nothing."""
        mine = {"attempt": OuterRef("pk"), "person": sender}
        closed = Exists(Outcome.objects.filter(**mine)) | Exists(
            Noticed.objects.filter(**mine, put_away=True)
        )
        return self.standing().recent(now).filter(sender=sender).exclude(closed)


class Attempt(Sent):
    """No words here. `token`: of the form with which it was sent, so that it is sent once."""

    token = models.CharField(max_length=identifiers.LENGTH)

    objects: ClassVar[models.Manager["Attempt"]] = AttemptQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(sender=F("receiver")), name="attempt_is_sent_to_somebody_else"
            ),
            models.UniqueConstraint(fields=["sender", "token"], name="attempt_is_sent_once"),
        )
        indexes = (
            models.Index(fields=["couple", "-sent_at"], name="attempts_of_couple"),
            models.Index(fields=["sender", "-sent_at"], name="attempts_of_sender"),
        )

    def get_absolute_url(self) -> str:
        return reverse("mending:attempt", args=[self.public_id])


class Said(models.Model):
    """The words of an attempt, as they were sent."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    words = EncryptedTextField(owner="person_id", row=("attempt_id",))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "attempt"], name="attempt_is_worded_once"),
        )


class Noticed(models.Model):
    """That one of the two opened it, or put it away for themselves. Nobody else reads it."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    put_away = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "attempt"], name="attempt_is_noticed_once"),
        )


class Outcome(models.Model):
    """How it went for one of the two. The other reads it once both have noted theirs."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    result = EncryptedChoiceField(owner="person_id", row=("attempt_id",), choices=Result.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "attempt"], name="outcome_is_noted_once"),
        )

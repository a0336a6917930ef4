"""What is said in a session, and how it was. Each has readers of its own, so each is a table of its own."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from couples.models import CareLink, Couple, User
from listening.models.session import Session
from privacy.fields import EncryptedTextField, readable
from privacy.identifiers import LENGTH, new_public_id

HIGHEST: Final = 10
BEGINS: Final = "It makes sense to me that you"


class Line(models.Model):
    """Something that was sent. Both read it from then on; it never changes, and goes when it is forgotten.

    `person` is signed in and wrote it; on one shared device `said_by` may be the other.
    """

    class Kind(models.TextChoices):
        TOPIC = "topic", "What it was about"
        SAID = "said", "Said"
        SAID_BACK = "said_back", "Said back"
        MISSING = "missing", "What was missing"
        MAKES_SENSE = "sense", "It makes sense"

    LONGEST = 600
    LONGEST_TOPIC = 120

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="lines")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    turn = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField("of the session, when it was said")
    words = EncryptedTextField(owner="person_id", row=("session_id", "version"))
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["session", "version"], name="listening_step_is_said_once"
            ),
        )

    @property
    def begins_with(self) -> str:
        """The form begins the sentence; some write it out all the same."""
        if self.kind != self.Kind.MAKES_SENSE:
            return ""
        words = readable(self, "words", BEGINS)
        return "" if words.lower().startswith("it makes sense") else BEGINS


class Draft(models.Model):
    """What was typed and not yet sent: nobody else ever reads it. `place` names the step it is for."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=20)
    words = EncryptedTextField(owner="person_id", row=("session_id", "place"))
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "session"], name="listening_draft_is_one_a_session"
            ),
        )


class RatingQuerySet(models.QuerySet["Rating"]):
    def of(self, session: Session) -> "RatingQuerySet":
        return self.filter(session=session).select_related("person").order_by("person")


class Rating(models.Model):
    """How somebody found it. The other reads it once both are in, and so does the therapist.

    The key comes from here: a row that its writer may not read yet, on one shared device, gives nothing back.
    """

    key = models.CharField(
        primary_key=True, max_length=LENGTH, default=new_public_id, editable=False
    )
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="ratings")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    heard = models.PositiveSmallIntegerField("how heard somebody felt")
    hard = models.PositiveSmallIntegerField("how hard it was to stay")
    on = models.DateField("the local day it belongs to")
    rated_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Rating"]] = RatingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "session"], name="person_rates_a_listening_session_once"
            ),
            models.CheckConstraint(
                condition=Q(heard__lte=HIGHEST, hard__lte=HIGHEST),
                name="listening_ratings_end_at_ten",
            ),
        )
        indexes = (models.Index(fields=["couple", "-on"], name="listening_ratings_of_couple"),)


class Share(models.Model):
    """One of two lets this therapist read the words of a session; they read them when both do."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="shares")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    care_link = models.ForeignKey(CareLink, on_delete=models.CASCADE, related_name="+")
    shared_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "session"], name="person_shares_a_listening_session_once"
            ),
        )

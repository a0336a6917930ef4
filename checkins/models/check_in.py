"""One person's day. What has another audience lives in another table, for the database guards rows."""

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from couples.models import Couple, User
from privacy.fields import EncryptedChoiceField, EncryptedChoicesField, EncryptedTextField

HIGHEST = 10
HALF_HOURS = 48


def hours(half_hours: int) -> str:
    """“7½ hours”."""
    return f"{number_of_hours(half_hours)} hour{'' if half_hours in {1, 2} else 's'}"


def number_of_hours(half_hours: int) -> str:
    whole, half = divmod(half_hours, 2)
    return f"{whole or ''}½" if half else str(whole)


class OfADay(models.Model):
    """Person, couple and day stand in every row, since its policies ask for them."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    couple = models.ForeignKey(Couple, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField("the local day it belongs to")

    class Meta:
        abstract = True


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def by(self, person: User) -> "CheckInQuerySet":
        return self.filter(person=person)

    def whole(self) -> "CheckInQuerySet":
        """With everything around it that the asker may see, in one query.

        `is_read`: of an own day, that the partner has seen it; of the partner's, that the asker has.
        """
        parts = ("safety_answer", "note", "words")
        is_read = Exists(Seen.objects.filter(check_in=OuterRef("pk")))
        added: dict[str, Any] = {"is_read": is_read, "writer": F("person__display_name")}
        return self.select_related(*parts).annotate(**added)


class CheckIn(OfADay):
    """How the day was, in numbers: for the partner once theirs is in, for the therapist when agreed."""

    closeness = models.PositiveSmallIntegerField()
    stress = models.PositiveSmallIntegerField(null=True)
    energy = models.PositiveSmallIntegerField(null=True)
    sleep_half_hours = models.PositiveSmallIntegerField(null=True)
    back_filled = models.BooleanField("written the day after", default=False)
    submitted_at = models.DateTimeField()
    version = models.PositiveIntegerField("how often it was handed in", default=1)

    is_read: bool
    is_veiled = False  # the note is locked; see checkins/private.py
    writer: str
    objects: ClassVar[models.Manager["CheckIn"]] = CheckInQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "on"], name="check_in_is_one_a_day"),
            models.CheckConstraint(
                condition=Q(closeness__lte=HIGHEST)
                & Q(stress__lte=HIGHEST)
                & Q(energy__lte=HIGHEST),
                name="check_in_ratings_end_at_ten",
            ),
            models.CheckConstraint(
                condition=Q(sleep_half_hours__lte=HALF_HOURS), name="check_in_sleep_fits_in_a_day"
            ),
        )
        indexes = (models.Index(fields=["couple", "on"], name="check_ins_of_couple"),)

    def __str__(self) -> str:
        return self.on.isoformat()

    @property
    def ratings(self) -> list[tuple[str, int]]:
        """Those that were given, with their names."""
        given = (self.closeness, self.stress, self.energy)
        named = zip(("Closeness", "Stress", "Energy"), given, strict=True)
        return [(name, value) for name, value in named if value is not None]

    @property
    def sleep_words(self) -> str:
        return "" if self.sleep_half_hours is None else hours(self.sleep_half_hours)

    @property
    def said(self) -> "SharedWords | None":
        """Needs and appreciation, where there are any that the asker may see."""
        return getattr(self, "words", None)

    @property
    def noted(self) -> "Note | None":
        """The note, where there is one that the asker may see, and may see now."""
        return None if self.is_veiled else getattr(self, "note", None)


class PartOfADay(OfADay):
    """`version` is that of the check-in when the part was written. Parts are sealed, bound to all of it."""

    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True


SEALED: Final[dict[str, Any]] = {"owner": "person_id", "row": ("on",), "version": "version"}


class SharedWords(PartOfADay):
    """What the partner reads and the therapist does not: one or two needs, an appreciation.

    Whether there is an appreciation the database can tell, for a milestone counts them; not whether
    there are needs.
    """

    check_in = models.OneToOneField(
        CheckIn, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    needs = EncryptedChoicesField("slugs of one or two needs", default=list, **SEALED)
    appreciation = EncryptedTextField(null=True, **SEALED)

    class Meta:
        indexes = (models.Index(fields=["couple", "on"], name="words_of_couple"),)


class SafetyAnswer(PartOfADay):
    """Did you feel safe with each other today? The partner never reads it, in any way; the database
    neither: whoever looks for days that were not safe opens the answers.
    """

    class Answer(models.TextChoices):
        YES = "yes", "yes"
        MOSTLY = "mostly", "mostly"
        NOT_REALLY = "not_really", "not really"

    check_in = models.OneToOneField(
        CheckIn, on_delete=models.CASCADE, primary_key=True, related_name="safety_answer"
    )
    answer = EncryptedChoiceField(choices=Answer.choices, **SEALED)
    written_at = models.DateTimeField("by the clock of the database", db_default=Now())

    class Meta:
        # A caseload asks which couples have written anything new, and for the last days of those.
        indexes = (
            models.Index(fields=["couple", "on"], name="safety_answers_of_couple"),
            models.Index(fields=["couple", "written_at"], name="new_safety_answers_of_couple"),
        )


class Note(PartOfADay):
    """A few words and who may read them; nobody else, unless the writer says so."""

    class Audience(models.TextChoices):
        ONLY_ME = "only_me", "only me"
        PARTNER = "partner", "my partner"
        THERAPIST = "therapist", "my therapist"
        BOTH = "both", "both of them"

    check_in = models.OneToOneField(
        CheckIn, on_delete=models.CASCADE, primary_key=True, related_name="note"
    )
    text = EncryptedTextField(**SEALED)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.ONLY_ME)

    class Meta:
        indexes = (models.Index(fields=["couple", "on"], name="notes_of_couple"),)


class Seen(models.Model):
    """The partner has read this check-in; from here on it stays as it is."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="seen")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "check_in"], name="seen_once_by_a_person"),
        )

"""What a person does with an exercise. The words are theirs alone; that it was finished is a row apart."""

from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Sum

from couples.models import Couple, User
from exercises.models.content import Exercise, ExerciseVersion, Step
from privacy.fields import EncryptedTextField
from privacy.models import PublicRow


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, person: User) -> "SittingQuerySet":
        return self.filter(person=person).select_related("version__exercise")

    def open(self) -> "SittingQuerySet":
        return self.filter(finished_at=None, set_aside_at=None)

    def finished(self) -> "SittingQuerySet":
        return self.filter(finished_at__isnull=False)

    def ended(self) -> "SittingQuerySet":
        return self.filter(Q(finished_at__isnull=False) | Q(set_aside_at__isnull=False))

    def with_size(self) -> "SittingQuerySet":
        """How many steps there are, and how many minutes those from here on take."""
        ahead = Q(version__steps__position__gte=F("position"))
        size: dict[str, Any] = {
            "step_count": Count("version__steps"),
            "minutes_left": Sum("version__steps__minutes", filter=ahead),
        }
        return self.annotate(**size)


class Sitting(PublicRow):
    """Somebody working through one version, from the first step to the last, in as many goes as it takes."""

    step_count: int  # with_size() adds these two
    minutes_left: int

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("the step to go on with", default=1)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField("begun anew instead", null=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "exercise"],
                condition=Q(finished_at=None, set_aside_at=None),
                name="person_has_one_open_sitting_an_exercise",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(set_aside_at=None),
                name="sitting_is_finished_or_set_aside",
            ),
        )
        indexes = (models.Index(fields=["person", "-touched_at"], name="sittings_of_person"),)

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_open(self) -> bool:
        return self.finished_at is None and self.set_aside_at is None


class Answer(models.Model):
    """Words written in a step, or the option chosen. Only the person who wrote them ever reads them."""

    LONGEST = 20_000

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    words = EncryptedTextField(max_length=LONGEST, owner="person_id", row=("sitting_id", "step_id"))
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sitting", "step"], name="step_has_one_answer"),
        )

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Completion(models.Model):
    """That somebody finished an exercise on a day: all that a therapist may see, where both agreed."""

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="completion")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("as it was called then", max_length=80)
    on = models.DateField("the local day it belongs to")

    class Meta:
        indexes = (models.Index(fields=["couple", "-on"], name="completions_of_couple"),)

    def __str__(self) -> str:
        return f"{self.title}, {self.on}"

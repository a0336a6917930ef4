"""What a couple reaches together: by a rule that the house watches, or said by their therapist."""

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q

from couples import chronicle
from couples.models import Couple, User
from privacy.fields import EncryptedTextField
from privacy.models import PublicRow


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def watched(self) -> "MilestoneQuerySet":
        return self.filter(retired=False)


class Milestone(PublicRow):
    """A rule and the line that both partners read. A retired one stays with those who reached it."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=80)
    line = models.TextField(
        max_length=200, help_text="What both partners read. It says what happened, asks nothing."
    )
    rule = models.JSONField()
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower numbers come first.")
    retired = models.BooleanField(
        default=False, help_text="Nobody reaches it any more; who has reached it keeps it."
    )
    pack_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[models.Manager["Milestone"]] = MilestoneQuerySet.as_manager()
    history = chronicle.kept()

    def __str__(self) -> str:
        return self.title


class EarnedQuerySet(models.QuerySet["Earned"]):
    def of(self, couple: Couple) -> "EarnedQuerySet":
        return self.filter(couple=couple).select_related("milestone")

    def not_greeted_by(self, person: User) -> "EarnedQuerySet":
        return self.exclude(greetings__person=person)


class Earned(PublicRow):
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="earned")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="earned")
    on = models.DateField("the local day of what brought it")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Earned"]] = EarnedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["couple", "milestone"], name="milestone_is_earned_once_by_a_couple"
            ),
        )

    def __str__(self) -> str:
        return self.public_id


class Greeted(models.Model):
    """This person has read the line of a milestone; it need not be shown to them as new again."""

    earned = models.ForeignKey(Earned, on_delete=models.CASCADE, related_name="greetings")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "earned"], name="greeted_once_by_a_person"),
        )


class TherapistMilestoneQuerySet(models.QuerySet["TherapistMilestone"]):
    def of(self, couple: Couple) -> "TherapistMilestoneQuerySet":
        return self.filter(couple=couple)

    def visible_to(self, therapist: User) -> "TherapistMilestoneQuerySet":
        return self.filter(therapist=therapist)

    def marked(self) -> "TherapistMilestoneQuerySet":
        return self.exclude(marked_at=None).order_by("-reached_on", "-marked_at")

    def ahead(self) -> "TherapistMilestoneQuerySet":
        return self.filter(marked_at=None).order_by("added_at")


SEALED: Final[dict[str, Any]] = {"owner": "therapist_id", "row": ("public_id",)}


class TherapistMilestone(PublicRow):
    """In a therapist's own words, for one couple. The partners read it from the day it is marked.

    The words are sealed with the therapist's key: they stay when a partner's key is destroyed.
    """

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="own_milestones")
    therapist = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    title = EncryptedTextField("milestone", **SEALED)
    line = EncryptedTextField("a line for them to read", blank=True, **SEALED)
    added_at = models.DateTimeField()
    reached_on = models.DateField(null=True)
    marked_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["TherapistMilestone"]] = (
        TherapistMilestoneQuerySet.as_manager()
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(reached_on=None, marked_at=None)
                | Q(reached_on__isnull=False, marked_at__isnull=False),
                name="marked_milestone_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

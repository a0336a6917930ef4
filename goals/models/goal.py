"""A goal of two people: its words in versions that are never changed, and who has signed which.

To write a version is to sign it; it counts once the other has signed it as well. The title and the five
steps are two tables, for each has readers of its own.
"""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from couples.models import Couple, User
from couples.models.draft import Drafts, PageDraft
from privacy import identifiers
from privacy.fields import EncryptedJSONField, EncryptedPageField
from privacy.models import PublicRow, RandomRow


class GoalQuerySet(models.QuerySet["Goal"]):
    def of(self, couple: Couple) -> "GoalQuerySet":
        return self.filter(couple=couple)

    def open(self) -> "GoalQuerySet":
        return self.filter(ended_at=None)

    def agreed(self) -> "GoalQuerySet":
        return self.exclude(agreed_on=None)

    def running(self) -> "GoalQuerySet":
        return self.open().agreed()


class Goal(PublicRow):
    """No words and no names. `zone`: whose clock its rounds go by, the same for both. `agreed_on`: the house
    writes it with the first signature (migration 0002).
    """

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    zone = models.CharField(max_length=64)
    agreed_on = models.DateField("the day on which its first round began", null=True)
    ended_at = models.DateTimeField("since when it rests", null=True)

    objects: ClassVar[models.Manager["Goal"]] = GoalQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["couple", "id"], name="goals_of_couple"),)

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("goals:goal", args=[self.public_id])

    @property
    def is_running(self) -> bool:
        return self.agreed_on is not None and self.ended_at is None


class Version(models.Model):
    """Stage and title. `token`: of the form with which it was offered, so that it is offered once."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=identifiers.LENGTH)
    gist = EncryptedJSONField(owner="person_id", row=("goal_id", "number"))
    written_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "token"], name="goal_is_offered_once"),
            models.UniqueConstraint(
                fields=["goal", "number"], name="versions_of_a_goal_are_numbered"
            ),
        )


class Ladder(models.Model):
    """The five steps of a version, each in a sentence."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    steps = EncryptedPageField(owner="person_id", row=("version_id",))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "version"], name="goal_has_one_ladder"),
        )


class Signature(models.Model):
    """That whoever did not write a version signed it. The version goes by its number, so that its writer can
    be erased and the signature stays its own.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "goal", "version"], name="goal_is_signed_once"
            ),
        )


class Draft(PageDraft, RandomRow):
    """Of a goal that was not offered yet."""

    objects = Drafts["Draft"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "about"], name="goal_has_one_draft_a_page"),
        )

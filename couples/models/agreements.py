"""What a therapist may see: only what both partners agreed to, kind by kind, for as long as both do."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from couples.models.couple import Couple
from couples.models.people import User
from privacy.models import PublicRow


class CareLinkQuerySet(models.QuerySet["CareLink"]):
    def with_therapist(self) -> "CareLinkQuerySet":
        return self.select_related("couple", "therapist__therapist__practice")


class CareLink(PublicRow):
    """A couple and its therapist. It counts only while both partners' latest agreements say so."""

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="care_links")
    therapist = models.ForeignKey(User, on_delete=models.CASCADE, related_name="care_links")
    proposed_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    proposed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["CareLink"]] = CareLinkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["couple"],
                condition=Q(ended_at=None),
                name="couple_has_one_therapist_at_a_time",
            ),
        )
        indexes = (
            models.Index(fields=["therapist"], condition=Q(ended_at=None), name="links_now"),
        )

    def __str__(self) -> str:
        return self.public_id


class Agreement(PublicRow):
    """One partner's decision, numbered, never edited: a change or a withdrawal is the next version."""

    KINDS = ("ratings", "notes", "milestones", "exercises", "goals", "closeness")

    care_link = models.ForeignKey(CareLink, on_delete=models.CASCADE, related_name="agreements")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    wording = models.TextField("the words the person read")
    ratings = models.BooleanField()
    notes = models.BooleanField()
    milestones = models.BooleanField()
    exercises = models.BooleanField()
    goals = models.BooleanField()
    closeness = models.BooleanField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["care_link", "person", "version"], name="agreement_versions_are_numbered"
            ),
        )

    def __str__(self) -> str:
        return f"version {self.version}"

    @property
    def choices(self) -> dict[str, bool]:
        return {kind: getattr(self, kind) for kind in self.KINDS}

    @property
    def kinds(self) -> set[str]:
        return {kind for kind, yes in self.choices.items() if yes}


class Agreed(models.Model):
    """What a therapist may see now, since both said yes. The database keeps it, in the transaction of
    whatever changes it (migrations 0007, 0013 and 0020); every policy about a therapist asks here.

    There is a row for a couple of two in which both agreed to some same thing; partners never read it.
    """

    couple = models.OneToOneField(
        Couple, on_delete=models.CASCADE, primary_key=True, related_name="agreed"
    )
    therapist = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    ratings = models.BooleanField()
    notes = models.BooleanField()
    milestones = models.BooleanField()
    exercises = models.BooleanField()
    goals = models.BooleanField()
    closeness = models.BooleanField()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind in Agreement.KINDS if getattr(self, kind))

"""A hard moment as one of the two saw it. Nobody else reads it, unless and while they share it."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from couples.models import Couple, User
from couples.models.draft import Drafts, PageDraft
from privacy import identifiers
from privacy.fields import EncryptedPageField
from privacy.models import PublicRow


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, person: User) -> "EntryQuerySet":
        return self.filter(person=person)

    def shared_in(self, couple: Couple) -> "EntryQuerySet":
        return self.filter(shared_in=couple)

    def newest_first(self) -> "EntryQuerySet":
        return self.order_by("-on", "-pk")


class Entry(PublicRow):
    """`told`: choices and words alike, all of one size. `shared_in`: the couple that may read it.

    `version` grows with every change; whoever shares or changes it names the version that they read.
    `token`: of the form with which it was noted, so that it is noted once.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    shared_in = models.ForeignKey(Couple, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField("the writer’s local day on which it was")
    token = models.CharField(max_length=identifiers.LENGTH)
    version = models.PositiveIntegerField(default=1)
    told = EncryptedPageField(owner="person_id", row=("public_id",))

    objects: ClassVar[models.Manager["Entry"]] = EntryQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "token"], name="hard_moment_is_noted_once"),
        )
        indexes = (
            models.Index(fields=["person", "-on", "-id"], name="hard_moments_of_person"),
            models.Index(
                fields=["shared_in", "-on", "-id"],
                condition=models.Q(shared_in__isnull=False),
                name="hard_moments_shared",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("cycle:moment", args=[self.public_id])


class Draft(PageDraft):
    """Of a moment that was not kept yet."""

    objects = Drafts["Draft"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "about"], name="hard_moment_has_one_draft_a_page"
            ),
        )

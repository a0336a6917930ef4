"""A cue that one of the two proposes and the other signs. Who signed, and what somebody let rest, are tables
of their own, for each has readers of its own.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Exists, OuterRef, Q

from couples.models import Couple, User
from privacy import identifiers
from privacy.fields import EncryptedTextField
from privacy.models import RandomRow

WAITS_FOR: Final = timedelta(days=28)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def of(self, couple: Couple) -> "ProposalQuerySet":
        return self.filter(couple=couple)

    def called(self, public_id: str) -> "ProposalQuerySet":
        """In all its versions."""
        return self.filter(public_id=public_id)

    def not_over(self) -> "ProposalQuerySet":
        return self.filter(ended_at=None)

    def standing(self) -> "ProposalQuerySet":
        return self.not_over().filter(_is_signed())

    def waiting(self, now: datetime) -> "ProposalQuerySet":
        return self.not_over().exclude(_is_signed()).filter(proposed_at__gt=now - WAITS_FOR)

    def in_sight(self, now: datetime) -> "ProposalQuerySet":
        """Standing or waiting, and which of the two it is: `is_signed`."""
        added: dict[str, Any] = {"is_signed": _is_signed()}
        fresh = Q(proposed_at__gt=now - WAITS_FOR)
        return self.not_over().annotate(**added).filter(Q(is_signed=True) | fresh)


class Proposal(models.Model):
    """One wording of a cue, as it was proposed; it never changes. `public_id`: the cue’s, the same in all its
    versions. One stands from the other’s signature until a later one is signed or either retires the cue.

    `token`: of the form with which it was sent, so that it is sent once. `ended_at`: written by the house,
    and nowhere does it say why, or who wished it.
    """

    public_id = models.CharField(max_length=identifiers.LENGTH, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=identifiers.LENGTH)
    words = EncryptedTextField(owner="person_id", row=("public_id", "version"))
    proposed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    is_signed: bool

    objects: ClassVar[models.Manager["Proposal"]] = ProposalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "token"], name="cue_is_proposed_once"),
            models.UniqueConstraint(
                fields=["person", "public_id", "version"], name="cue_has_one_wording_a_version"
            ),
        )
        indexes = (
            models.Index(
                fields=["couple", "id"],
                condition=models.Q(ended_at=None),
                name="cues_of_couple",
            ),
        )


class Signature(models.Model):
    """By the one who did not propose it. Both see it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "proposal"], name="cue_is_signed_once"),
        )


class SetAside(RandomRow):
    """That somebody lets a proposal of the other rest. Nobody else reads it, the house included."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "proposal"], name="cue_is_let_rest_once"),
        )


def _is_signed() -> Exists:
    return Exists(Signature.objects.filter(proposal=OuterRef("pk")))

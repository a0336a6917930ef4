"""What one of the two has sent the other, without its words: who, to whom, when, and whether it stands."""

from typing import Self, TypeVar

from django.db import models

from couples.models import Couple, User
from privacy.models import PublicRow

Row = TypeVar("Row", bound="Sent")


class SentQuerySet(models.QuerySet[Row]):
    def of(self, couple: Couple) -> Self:
        return self.filter(couple=couple).select_related("sender", "receiver")

    def standing(self) -> Self:
        return self.filter(taken_back_at=None)


class Sent(PublicRow):
    """It is never changed but by the house, when it is taken back."""

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    sender = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()
    on = models.DateField("the sender’s local day")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.public_id

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None

"""Options that one of the two adds, openly."""

from datetime import timedelta
from typing import Final, Self

from django.db import models
from django.db.models import Q

from closeness.models.option import OPEN_TO_ALL
from couples.models import Couple, User
from privacy import identifiers
from privacy.fields import EncryptedTextField
from privacy.models import RandomRow

MOST_OWN: Final = 10  # of each
MOST_NEW: Final = 3
NEW_FOR: Final = timedelta(days=28)


class OwnOptionQuerySet(models.QuerySet["OwnOption"]):
    def of(self, couple: Couple) -> Self:
        return self.filter(couple=couple, retired_at=None).select_related("person")


class OwnOption(RandomRow):
    """Both read it, so it has one of the levels that are open to everybody: a list that showed more would
    tell who has opened what.
    """

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=identifiers.LENGTH)
    level = models.PositiveSmallIntegerField(
        choices=[(one.value, one.label) for one in OPEN_TO_ALL]
    )
    name = EncryptedTextField(owner="person_id", row=("public_id",))
    what = EncryptedTextField(owner="person_id", row=("public_id",))
    minutes = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = OwnOptionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "token"], name="own_option_is_added_once"),
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in OPEN_TO_ALL]),
                name="own_option_has_a_level_open_to_all",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 240)), name="own_option_takes_a_while_and_ends"
            ),
        )
        indexes = (models.Index(fields=["couple"], name="own_options_of_couple"),)

    def __str__(self) -> str:
        return self.public_id

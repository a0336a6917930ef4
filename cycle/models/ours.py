"""What the two make of their cycle together: a name, and ways out of it. Both read all of it."""

from typing import Final

from django.db import models

from couples.models import Couple, User
from privacy import identifiers
from privacy.fields import EncryptedTextField
from privacy.models import PublicRow

LONGEST_NAME: Final = 40
LONGEST_EXIT: Final = 60  # so that each takes one step of what lies in the database


class Name(models.Model):
    """Either names it anew; `person`: whoever did so last. None: it has no name any more."""

    couple = models.OneToOneField(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    words = EncryptedTextField(owner="person_id", row=("couple_id",), null=True)


class Exit(PublicRow):
    """One line, in the words that it had when it was marked. Only whoever marked it removes it."""

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=identifiers.LENGTH)
    words = EncryptedTextField(owner="person_id", row=("public_id",))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "token"], name="way_out_is_marked_once"),
        )
        indexes = (models.Index(fields=["couple", "id"], name="ways_out_of_couple"),)

    def __str__(self) -> str:
        return self.public_id

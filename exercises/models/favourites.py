from django.db import models

from couples.models import User
from privacy.fields import EncryptedJSONField


class Favourites(models.Model):
    """What somebody wants to find again: sealed as one list, so that neither which nor how many shows."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    exercises = EncryptedJSONField(owner="person_id", row=("person_id",))

    def __str__(self) -> str:
        return "favourites"

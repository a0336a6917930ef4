"""How safe somebody is with their partner: asked of each alone, and kept from everybody else."""

from typing import Any, Final

from django.db import models

from couples.models.people import User
from privacy.fields import EncryptedChoiceField, EncryptedTextField, readable
from privacy.models import PublicRow

SEALED: Final[dict[str, Any]] = {"owner": "person_id", "row": ("public_id",)}


class SafetyCheck(PublicRow):
    """One time that it was offered. An answer may be left out; skipping leaves out all of them."""

    class Answer(models.TextChoices):
        NO = "no", "no"
        SOMETIMES = "sometimes", "sometimes"
        YES = "yes", "yes"

    QUESTIONS = ("afraid", "decided_for", "pressed", "hurt", "watched")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    afraid = EncryptedChoiceField(choices=Answer.choices, blank=True, **SEALED)
    decided_for = EncryptedChoiceField(choices=Answer.choices, blank=True, **SEALED)
    pressed = EncryptedChoiceField(choices=Answer.choices, blank=True, **SEALED)
    hurt = EncryptedChoiceField(choices=Answer.choices, blank=True, **SEALED)
    watched = EncryptedChoiceField(choices=Answer.choices, blank=True, **SEALED)

    @property
    def answers(self) -> dict[str, str]:
        given = {name: readable(self, name, "") for name in self.QUESTIONS}
        return {name: said for name, said in given.items() if said}


class ToldAlone(PublicRow):
    """What one partner told the therapist, and nobody else, by an act of their own. Signed, since the
    therapist of a couple that has not agreed may know no name of theirs.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    therapist = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    signed = models.CharField(max_length=60)
    text = EncryptedTextField(**SEALED)
    at = models.DateTimeField()

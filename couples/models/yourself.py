"""How safe somebody is with their partner: asked of each alone, and kept from everybody else."""

from django.db import models

from couples.models.people import User
from privacy.models import PublicRow


class SafetyCheck(models.Model):
    """One time that it was offered. An answer may be left out; skipping leaves out all of them."""

    class Answer(models.TextChoices):
        NO = "no", "no"
        SOMETIMES = "sometimes", "sometimes"
        YES = "yes", "yes"

    QUESTIONS = ("afraid", "decided_for", "pressed", "hurt", "watched")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    afraid = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    decided_for = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    pressed = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    hurt = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    watched = models.CharField(max_length=10, choices=Answer.choices, blank=True)

    @property
    def answers(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.QUESTIONS if getattr(self, name)}


class ToldAlone(PublicRow):
    """What one partner told the therapist, and nobody else, by an act of their own. Signed, since the
    therapist of a couple that has not agreed may know no name of theirs.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    therapist = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    signed = models.CharField(max_length=60)
    text = models.TextField()
    at = models.DateTimeField()

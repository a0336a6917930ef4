from django.db import models

from couples.models.couple import Couple
from couples.models.people import User
from privacy.models import PublicRow


class Happening(PublicRow):
    """Something that took place: who, what, when; never any words. Rows are only added."""

    class Kind(models.TextChoices):
        PARTNER_JOINED = "partner_joined"
        UNPAIRED = "unpaired"
        PAUSED = "paused"
        THERAPIST_NAMED = "therapist_named"
        AGREEMENT_MADE = "agreement_made"
        AGREEMENT_WITHDRAWN = "agreement_withdrawn"
        CHECKED_IN = "checked_in"
        CHECK_IN_CHANGED = "check_in_changed"
        RHYTHM_PROPOSED = "rhythm_proposed"
        RHYTHM_AGREED = "rhythm_agreed"
        MOMENT_HELD = "moment_held"
        MOMENT_MISSED = "moment_missed"
        EXERCISE_FINISHED = "exercise_finished"
        LISTENING_INVITED = "listening_invited"
        LISTENING_FINISHED = "listening_finished"

    kind = models.CharField(max_length=24, choices=Kind.choices)
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    on = models.DateField("the local day it belongs to")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["couple", "kind", "on"], name="happenings_of_couple"),)

    def __str__(self) -> str:
        return self.kind

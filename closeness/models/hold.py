"""A level at which the two and their therapist hold closeness for a while."""

from django.db import models
from django.db.models import Q

from closeness.models.option import Level
from couples.models import CareLink, Couple, User
from privacy.models import RandomRow


class Hold(RandomRow):
    """Proposed by the therapist; it holds from when both partners have said yes until its last day."""

    care_link = models.ForeignKey(CareLink, on_delete=models.CASCADE, related_name="+")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices[:-1])
    proposed_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["couple"], condition=Q(ended_at=None), name="couple_has_one_hold_at_a_time"
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 6)), name="hold_is_below_the_last"),
        )

    def __str__(self) -> str:
        return f"{self.get_level_display()} until {self.until}"


class HoldAnswer(RandomRow):
    """That one of the two agreed. The other reads nothing of it."""

    hold = models.ForeignKey(Hold, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "hold"], name="hold_is_agreed_once_each"),
        )

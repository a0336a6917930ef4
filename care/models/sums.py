"""What the caseload sorts by, kept by a trigger as things happen (migration 0004): recomputing it for
everybody takes ten times as long.
"""

from django.db import models

from couples.models import Couple


class LastActivity(models.Model):
    """The latest day of each sort of activity. Every sort is seen under its own agreement."""

    class Kind(models.TextChoices):
        """Named as the agreements under which a therapist may see it."""

        RATINGS = "ratings", "a check-in"
        MILESTONES = "milestones", "a moment held"
        EXERCISES = "exercises", "an exercise finished"

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["couple", "kind"], name="couple_has_one_last_day_of_each_activity"
            ),
        )


class Lately(models.Model):
    """Closeness of the two together: the mean of their last seven days and of the seven before."""

    couple = models.OneToOneField(
        Couple, on_delete=models.CASCADE, primary_key=True, related_name="lately"
    )
    until = models.DateField("the last of the seven days")
    closeness = models.FloatField()
    closeness_before = models.FloatField(null=True)

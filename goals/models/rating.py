from django.db import models

from couples.models import User
from goals.models.goal import Goal
from privacy.fields import EncryptedChoiceField
from privacy.models import RandomRow


class Step(models.TextChoices):
    """Of a goal attainment scale, the lowest first."""

    MUCH_LESS = "-2", "Much less than hoped"
    LESS = "-1", "Less than hoped"
    HOPED = "0", "As hoped"
    MORE = "1", "More than hoped"
    MUCH_MORE = "2", "Much more than hoped"

    @property
    def number(self) -> int:
        return int(self.value)

    @property
    def sign(self) -> str:
        return f"{self.number:+d}".replace("-", "−") if self.number else "0"


class Rating(RandomRow):
    """Where one of the two sees a goal in a round. The other reads it once both have rated the same version.

    When it was given is not kept: it would tell when somebody was here.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField("number of the version that was rated")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField()
    value = EncryptedChoiceField(owner="person_id", row=("goal_id", "round"), choices=Step.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "goal", "round"], name="goal_is_rated_once_a_round"
            ),
        )

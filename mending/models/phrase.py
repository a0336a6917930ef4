"""What can be said to mend a conflict: a list that editors keep, and what each of the two likes to hear."""

from typing import Final

from django.db import models

from couples import choosing, chronicle, content_pack
from couples.models import Couple, User
from privacy.fields import EncryptedJSONField

LONGEST_PHRASE: Final = 120
MOST_OWN: Final = 10


class Phrase(models.Model):
    """Sent as it stands. Editors retire one; what was sent keeps its words."""

    class Kind(models.TextChoices):
        SLOW_DOWN = "slow_down", "Slow down"
        MY_PART = "my_part", "My part"
        WARMTH = "warmth", "Warmth"
        BREAK = "break", "A break"
        COMING_BACK = "coming_back", "Coming back"

    slug = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=11, choices=Kind.choices)
    words = models.CharField(max_length=LONGEST_PHRASE)
    fits = models.CharField("when it fits", max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField("no longer offered", default=False)
    packed = content_pack.mark()

    objects = choosing.Kept["Phrase"]()
    history = chronicle.kept()

    class Meta:
        verbose_name = "phrase or gesture"
        verbose_name_plural = "phrases and gestures"

    def __str__(self) -> str:
        return self.words


class Liked(models.Model):
    """What somebody likes to hear from the other of this couple, who reads it; `kept`: slugs, and own words.

    Sealed as one list, so that the database tells neither which nor how many.
    """

    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=0)
    kept = EncryptedJSONField(owner="person_id", row=("couple_id",))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "couple"], name="person_has_one_list_in_a_couple"
            ),
        )

from typing import Final

from django.db import models

from checkins.models.moments import Moment
from couples.models import Couple

LONGEST_NAME: Final = 80


class Together(models.Model):
    """What the two do in a moment: one thing, by its name in `couples/together.py`. Nobody put it there."""

    moment = models.OneToOneField(Moment, on_delete=models.CASCADE, related_name="+")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=LONGEST_NAME)

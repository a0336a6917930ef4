"""Cues to choose from: a list that editors keep."""

from typing import Final

from django.db import models

from couples import choosing, chronicle, content_pack

LONGEST: Final = 120


class Cue(models.Model):
    """What two may agree on as it stands. Editors retire one; what was proposed keeps its words."""

    slug = models.SlugField(max_length=40, unique=True)
    words = models.CharField(max_length=LONGEST)
    fits = models.CharField("when it fits", max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField("no longer offered", default=False)
    packed = content_pack.mark()

    objects = choosing.Kept["Cue"]()
    history = chronicle.kept()

    def __str__(self) -> str:
        return self.words

from typing import Final

from django.db import models

from couples import choosing, chronicle, content_pack

LONGEST_TITLE: Final = 80


class Stage(models.TextChoices):
    SAFETY = "safety", "Feeling safe"
    CLOSENESS = "closeness", "Coming closer"
    GROWTH = "growth", "Growing together"


class Idea(models.Model):
    """A goal to begin with: a list that editors keep. `start`: a first sentence for the step hoped for."""

    slug = models.SlugField(max_length=40, unique=True)
    stage = models.CharField(max_length=9, choices=Stage.choices)
    title = models.CharField(max_length=LONGEST_TITLE)
    start = models.CharField("a sentence for the step hoped for", max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField("no longer offered", default=False)
    packed = content_pack.mark()

    objects = choosing.Kept["Idea"]()
    history = chronicle.kept()

    class Meta:
        verbose_name = "idea for a goal"
        verbose_name_plural = "ideas for goals"

    def __str__(self) -> str:
        return self.title

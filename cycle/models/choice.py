from typing import Final

from django.db import models

from couples import choosing, chronicle, content_pack

LONGEST: Final = 80


class Choice(models.Model):
    """What can be ticked for a hard moment, and ways out: a list that editors keep, and retire from.

    Said without a subject, so that the same words stand on somebody’s own page and beside their name.
    """

    class Kind(models.TextChoices):
        CUE = "cue", "What touched me"
        MOVE = "move", "What I did"
        FEELING = "feeling", "What I felt underneath"
        NEED = "need", "What I needed"
        EXIT = "exit", "A way out"

    slug = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    words = models.CharField(max_length=LONGEST)
    seen = models.CharField("of what I did: what the other sees", max_length=LONGEST, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField("no longer offered", default=False)
    packed = content_pack.mark()

    objects = choosing.Kept["Choice"]()
    history = chronicle.kept()

    class Meta:
        verbose_name = "word for a cycle"
        verbose_name_plural = "words for a cycle"

    def __str__(self) -> str:
        return self.words

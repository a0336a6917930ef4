from django.db import models

from couples import choosing, chronicle, content_pack


class Need(models.Model):
    """Finishes the sentence “Today I could do with …”. Editors retire one; words once said stay."""

    slug = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=60)
    meaning = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField("no longer offered", default=False)
    packed = content_pack.mark()

    objects = choosing.Kept["Need"]()
    history = chronicle.kept()

    def __str__(self) -> str:
        return self.label

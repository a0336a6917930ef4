from datetime import date, timedelta

from django.db import models

from couples import chronicle, content_pack

KEPT_CURRENT = timedelta(days=180)


class Helpline(models.Model):
    """Whom somebody can call, in their country. Editors keep it current and say when they looked."""

    slug = models.SlugField(max_length=60, unique=True)
    country = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    phone = models.CharField("number to call", max_length=30)
    meaning = models.CharField("who it is for, and when", max_length=200, blank=True)
    site = models.URLField("web page", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    checked_on = models.DateField(
        null=True,
        blank=True,
        help_text="The day on which somebody here last made sure that this is right. Look at each "
        "of them twice a year: a wrong number is worse than none.",
    )
    retired = models.BooleanField("no longer shown", default=False)
    packed = content_pack.mark()

    history = chronicle.kept()

    def __str__(self) -> str:
        return f"{self.country}: {self.name}"

    @property
    def dial(self) -> str:
        """For a link that a phone dials."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")

    def is_current(self, today: date) -> bool:
        return self.checked_on is not None and today - self.checked_on <= KEPT_CURRENT

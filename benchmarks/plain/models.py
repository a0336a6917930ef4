from django.conf import settings
from django.db import models


class Entry(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    on = models.DateField()
    closeness = models.PositiveSmallIntegerField()
    safe = models.CharField(max_length=10)
    appreciation = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "on"], name="one_a_day"),)

    def __str__(self) -> str:
        return str(self.on)

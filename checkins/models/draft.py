from django.db import models

from couples.models import User
from privacy.fields import EncryptedJSONField


class Draft(models.Model):
    """What was typed and not yet handed in, as it was typed. Nobody else ever reads it."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    on = models.DateField("the local day it belongs to")
    fields = EncryptedJSONField(
        "field name to the words in it", default=dict, owner="person_id", row=("on",)
    )
    page = models.CharField("the open page that wrote it", max_length=32)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "on"], name="draft_is_one_a_day"),)

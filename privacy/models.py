from django.db import models

from privacy import identifiers


class PublicRow(models.Model):
    """A row that a URL may name. The primary key never leaves the server."""

    public_id = models.CharField(
        max_length=identifiers.LENGTH,
        default=identifiers.new_public_id,
        unique=True,
        editable=False,
    )

    class Meta:
        abstract = True

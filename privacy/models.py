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


class RandomRow(models.Model):
    """A row whose very key is random: neither a number nor a gap tells how many others there are."""

    public_id = models.CharField(
        max_length=identifiers.LENGTH,
        default=identifiers.new_public_id,
        primary_key=True,
        editable=False,
    )

    class Meta:
        abstract = True


class Access(models.Model):
    """Who opened, changed or was refused what of whom, and when; never any content. Rows are only added.

    People are numbers without a foreign key: what was done stays told when an account is gone, and a
    look at this table tells nobody whether an account exists.
    """

    at = models.DateTimeField()
    who = models.BigIntegerField(null=True)
    role = models.CharField(max_length=10)
    whose = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=60)
    public_id = models.CharField(max_length=identifiers.LENGTH, blank=True)
    action = models.CharField(max_length=16)
    outcome = models.CharField(max_length=8)

    class Meta:
        indexes = (
            models.Index(fields=["whose", "at"], name="accesses_of_a_person"),
            models.Index(fields=["at"], name="accesses_by_time"),
        )

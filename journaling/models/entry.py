"""A page of the journal, which one person reads; and what of it the partner reads, as it stood then.

Two tables, for each has readers of its own.
"""

from typing import ClassVar, Final

from django.db import models
from django.urls import reverse

from couples.models import Couple, User
from privacy import identifiers
from privacy.fields import EncryptedJSONField
from privacy.models import PublicRow

LONGEST: Final = 20_000


class Entry(PublicRow):
    """`token`: of the blank page that became it, so that it becomes one; `page`: the open page of a
    browser that wrote it last. Which prompt it began with is sealed with the words.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=identifiers.LENGTH)
    page = models.CharField("the open page that wrote it", max_length=identifiers.LENGTH)
    written = EncryptedJSONField(owner="person_id", row=("public_id",))
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Entry"]]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "token"], name="entry_is_begun_once"),
        )
        indexes = (models.Index(fields=["person", "-begun_at"], name="entries_of_person"),)

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("journaling:entry", args=[self.public_id])


class Shared(PublicRow):
    """A page as its writer shared it; the other of this couple reads it while it is here. Never changed."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    couple = models.ForeignKey(Couple, on_delete=models.CASCADE, related_name="+")
    written = EncryptedJSONField(owner="person_id", row=("public_id",))
    on = models.DateField("the writer’s local day")
    shared_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Shared"]]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "entry"], name="entry_is_shared_once"),
        )
        indexes = (models.Index(fields=["couple", "-shared_at"], name="pages_shared_in_couple"),)

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("journaling:their_page", args=[self.public_id])

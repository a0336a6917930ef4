"""What is typed into a page and not sent yet, kept on the server: it survives a reload, a lost line, a
signed-out session.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from couples.models.people import User
from privacy import identifiers
from privacy.fields import EncryptedPageField, readable, sealed

Row = TypeVar("Row", bound="PageDraft")


class Drafts(models.Manager[Row]):
    def new_one(self, person: User) -> Row | None:
        """The newest that was begun and never sent."""
        return self.filter(person=person, is_new=True).order_by("-saved_at", "-pk").first()

    def about(self, about: str, *, by: User) -> Row | None:
        return self.filter(person=by, about=about).first()

    def keep(
        self, about: str, fields: Mapping[str, Any], *, is_new: bool, by: User, now: datetime
    ) -> None:
        typed = sealed(self.model(person=by, about=about, fields=dict(fields)), "fields")
        facts = {"fields": typed, "is_new": is_new, "saved_at": now}
        self.update_or_create(person=by, about=about, defaults=facts)

    def forget(self, about: str, *, by: User) -> None:
        self.filter(person=by, about=about).delete()


class PageDraft(models.Model):
    """`about`: the token of a new one, or which one is changed."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=identifiers.LENGTH)
    is_new = models.BooleanField()
    fields = EncryptedPageField(owner="person_id", row=("about",))
    saved_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def typed(self) -> Mapping[str, Any] | None:
        """As it was typed; None: it cannot be opened."""
        fields: Mapping[str, Any] | None = readable(self, "fields", None)
        return fields

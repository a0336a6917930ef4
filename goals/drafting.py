"""What is being typed, kept on the server: it survives a reload, a lost line, a signed-out session."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from couples.models import User
from goals.models import Draft, Version
from privacy.fields import sealed


def new_one(person: User) -> Draft | None:
    """The newest that was begun and never offered."""
    return Draft.objects.filter(person=person, is_new=True).order_by("-saved_at", "-pk").first()


def of(about: str, *, by: User) -> Draft | None:
    return Draft.objects.filter(person=by, about=about).first()


def keep(about: str, fields: Mapping[str, Any], *, is_new: bool, by: User, now: datetime) -> bool:
    """False: it was offered by now. `about`: the token of its page, or which goal it changes."""
    if is_new and Version.objects.filter(person=by, token=about).exists():
        return False
    if not fields:
        forget(about, by=by)
        return True
    typed = sealed(Draft(person=by, about=about, fields=dict(fields)), "fields")
    facts = {"fields": typed, "is_new": is_new, "saved_at": now}
    Draft.objects.update_or_create(person=by, about=about, defaults=facts)
    return True


def forget(about: str, *, by: User) -> None:
    Draft.objects.filter(person=by, about=about).delete()

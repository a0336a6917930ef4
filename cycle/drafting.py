"""A hard moment that is being typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from couples.models import User
from cycle.models import Draft, Entry


def keep(about: str, fields: Mapping[str, Any], *, is_new: bool, by: User, now: datetime) -> bool:
    """False: it was kept as a moment by now. `about`: the token of its page, or which one it changes."""
    if is_new and Entry.objects.of(by).filter(token=about).exists():
        return False
    if is_new and not set(fields) - {"on"}:
        Draft.objects.forget(about, by=by)
    else:
        Draft.objects.keep(about, fields, is_new=is_new, by=by, now=now)
    return True

"""A goal that is being typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from couples.models import User
from goals.models import Draft, Version


def keep(about: str, fields: Mapping[str, Any], *, is_new: bool, by: User, now: datetime) -> bool:
    """False: it was offered by now. `about`: the token of its page, or which goal it changes."""
    if is_new and Version.objects.filter(person=by, token=about).exists():
        return False
    if fields:
        Draft.objects.keep(about, fields, is_new=is_new, by=by, now=now)
    else:
        Draft.objects.forget(about, by=by)
    return True

"""It is really you: a sign-in not older than five minutes (`ACCOUNT_REAUTHENTICATION_TIMEOUT`)."""

from collections.abc import Callable
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def it_is_you(view: View) -> View:
    """Asks first, and then goes on with what was pressed."""
    return cast("View", reauthentication_required(view))

"""Notes what somebody who is signed in asked for and was not given."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from django.utils import timezone

from privacy import access
from privacy.access import Look

REFUSALS = (403, 404)
NAMES = ("public_id", "sitting_id")  # what addresses call the row that they are about


class Denials:
    """One statement for a refusal, none for any other page. An address that leads nowhere is no refusal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        asked: ResolverMatch | None = request.resolver_match
        refused = response.status_code in REFUSALS and request.user.is_authenticated
        if refused and asked and not connection.needs_rollback:
            access.note([_refused(request, asked)], now=timezone.now())
        return response


def _refused(request: HttpRequest, asked: ResolverMatch) -> Look:
    named = next((str(asked.kwargs[name]) for name in NAMES if name in asked.kwargs), "")
    action = str(request.method).lower()[:16]
    return Look(asked.view_name, public_id=named, action=action, outcome=access.DENIED)

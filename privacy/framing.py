"""The one exception to “in no frame”: a page of ours that shows another page of ours, to look at only."""

from csp.constants import HEADER, NONE, SELF
from csp.utils import build_policy
from django.http import HttpResponse


def shows_our_own(response: HttpResponse) -> HttpResponse:
    response.headers[HEADER] = build_policy(replace={"frame-src": [SELF]})
    return response


def shown_by_our_own(response: HttpResponse) -> HttpResponse:
    """It may hold nothing that a press could do: whoever frames a page may lead a hand on it."""
    response.headers[HEADER] = build_policy(
        replace={"frame-ancestors": [SELF], "form-action": [NONE]}
    )
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response

"""A form that is not taken: forged, or its page was opened before somebody signed in or out elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from couples import away


def outdated(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Back would show an empty page, for browsers keep none of ours. So the words come back here, once."""
    asked = request.resolver_match
    words = away.sent(request, asked.func) if asked and _is_ours(request) else []
    context = {
        "words": words,
        "page": away.way_back(request) if asked and words else "",
    }
    return render(request, "403_csrf.html", context, status=403)


def _is_ours(request: HttpRequest) -> bool:
    """Sent by a page of this very site, which the browser says and no script can: a forged form is not
    to speak through our pages.
    """
    own = f"{request.scheme}://{request.get_host()}"
    origin, fetched = (request.META.get(f"HTTP_{name}") for name in ("ORIGIN", "SEC_FETCH_SITE"))
    if origin not in {None, own}:
        return False
    return fetched == "same-origin" or (fetched is None and origin == own)

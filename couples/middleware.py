import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation

from couples import away
from couples.away import Fate
from privacy import sessions

WRITING = {"POST", "PUT", "PATCH", "DELETE"}
LEAVE = "/leave/"


class LocalTime:
    """Times and words of a page are those of the person who reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone), translation.override(request.user.language):
            return self.get_response(request)


class Pace:
    """A program in somebody’s session writes no faster than a person could; the way out is never held up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Browsers keep none of our pages: the words of a form that is not taken are shown again."""
        if request.method not in WRITING or request.path == LEAVE or not self._is_too_much(request):
            return None
        context = {"words": away.sent(request, view), "page": away.way_back(request)}
        return render(request, "429.html", context, status=429)

    def _is_too_much(self, request: HttpRequest) -> bool:
        if not settings.SENT_A_MINUTE or not request.user.is_authenticated:
            return False
        key = f"couples.pace.{request.user.pk}.{time.time() // 60}"
        counting: Any = cache
        return bool(counting.one_more(key, 120) > settings.SENT_A_MINUTE)


class SignInFirst(LoginRequiredMiddleware):
    """Leads to sign-in and back to the page; what was typed into it is kept meanwhile, or shown again."""

    def handle_no_permission(  # type: ignore[override]  # a script wants no redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        by_itself = request.headers.get("HX-Request") == "true"
        if by_itself and request.method == "GET" and sessions.store(request).is_unknown:
            return HttpResponse(status=503)  # an open page stays, and looks again
        posted = request.method == "POST"
        fate = away.keep(request, view_func) if posted else Fate.KEPT
        there = redirect_to_login(away.way_back(request))
        if by_itself:
            return HttpResponse(headers={"HX-Redirect": there.url})
        if request.headers.get("Sec-Fetch-Dest") == "empty":  # a script, which needs no page
            return HttpResponse(status=401 if fate is Fate.KEPT else 413)
        if fate is not Fate.KEPT and (words := away.sent(request, view_func)):
            context = {"words": words, "page": there.url, "is_cut": fate is Fate.CUT}
            return render(request, "couples/signed_out.html", context, status=401)
        return there

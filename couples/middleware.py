from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from couples import away
from privacy import sessions


class LocalTime:
    """Times and words of a page are those of the person who reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone), translation.override(request.user.language):
            return self.get_response(request)


class SignInFirst(LoginRequiredMiddleware):
    """Leads to sign-in and back to the page; what was typed into that page is kept meanwhile."""

    def handle_no_permission(  # type: ignore[override]  # a script wants no redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        by_itself = request.headers.get("HX-Request") == "true"
        if by_itself and request.method == "GET" and sessions.store(request).is_unknown:
            return HttpResponse(status=503)  # an open page stays, and looks again
        if request.method == "POST":
            away.keep(request, view_func)
        there = redirect_to_login(away.way_back(request, view_func))
        if by_itself:
            return HttpResponse(headers={"HX-Redirect": there.url})
        if request.headers.get("Sec-Fetch-Dest") == "empty":  # a script, which needs no page
            return HttpResponse(status=401)
        return there

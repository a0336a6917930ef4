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
    """A program in somebody’s session writes no faster than a person could; leaving is never held up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in WRITING and request.path != LEAVE and self._is_too_much(request):
            return render(request, "429.html", status=429)
        return self.get_response(request)

    def _is_too_much(self, request: HttpRequest) -> bool:
        if not settings.SENT_A_MINUTE or not request.user.is_authenticated:
            return False
        key = f"couples.pace.{request.user.pk}.{time.time() // 60}"
        cache.add(key, 0, 120)
        return int(cache.incr(key)) > settings.SENT_A_MINUTE


class SignInFirst(LoginRequiredMiddleware):
    """Leads to sign-in and back to the page; what was typed into that page is kept meanwhile."""

    def handle_no_permission(  # type: ignore[override]  # a script wants no redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if request.method == "POST":
            away.keep(request, view_func)
        there = redirect_to_login(away.way_back(request, view_func))
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(headers={"HX-Redirect": there.url})
        if request.headers.get("Sec-Fetch-Dest") == "empty":  # a script, which needs no page
            return HttpResponse(status=401)
        return there

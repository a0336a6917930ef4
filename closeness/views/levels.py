"""A level that somebody opens for themselves alone, after they have read what that means."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from closeness import pacing, showing
from closeness.models import OPENED_ALONE
from closeness.views.seats import Seated, seated
from couples.guards import partner, with_journal

OPENED = "It is open for you, for 28 days. You can close it at any second."
CLOSED = "It is closed, from this moment on. Nobody is told."
NOT_OPENED = "The one before it is closed, so this one stays closed as well."


@partner
@require_http_methods(["GET", "HEAD", "POST"])
@with_journal
@seated
def level(request: Seated, level: int) -> HttpResponseBase:
    _known(level)
    if level > request.seat.limits.level:
        return redirect("closeness:pace")
    if request.method == "POST":
        return _open(request, level)
    rung = showing.rung(level, request.seat, request.couple, timezone.now())
    return render(request, "closeness/level.html", {"rung": rung})


@partner
@require_POST
@seated
def close(request: Seated, level: int) -> HttpResponseBase:
    """At any second, and without a PIN."""
    _known(level)
    pacing.close_level(request.seat, level, now=timezone.now())
    messages.success(request, CLOSED)
    return redirect("closeness:pace")


def _known(level: int) -> None:
    if level not in OPENED_ALONE:
        raise Http404


def _open(request: Seated, level: int) -> HttpResponse:
    try:
        pacing.open_level(request.seat, level, now=timezone.now())
        messages.success(request, OPENED)
    except pacing.NotOpened:
        messages.info(request, NOT_OPENED)
    return redirect("closeness:pace")

"""Somebody’s own pace: one step further a week at most, back at any time. Nobody else is shown any of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from closeness import ending, pacing, showing
from closeness.forms import LineForm
from closeness.models import OPENED_ALONE, Level
from closeness.views.seats import Seated, seated
from couples.guards import partner, with_journal

FURTHER = "Your pace is one level further. What belongs to it can be among your next cards."
NOT_YET = "One level a week is plenty. The next step can come after the next page."
BACK = "Your pace is there now, from this moment on. Nobody is told."
LINE = "Your line is drawn there now."
TAKEN_BACK = (
    "Everything that you said is taken back. You can say it anew, or something else, or nothing."
)


@partner
@require_safe
@with_journal
@seated
def pace(request: Seated) -> HttpResponse:
    return _page(request, LineForm(initial={"line": request.seat.limits.line}))


@partner
@require_POST
@with_journal
@seated
def further(request: Seated) -> HttpResponseBase:
    try:
        level = pacing.rise(request.seat, now=timezone.now())
    except pacing.NotYet:
        messages.info(request, NOT_YET)
        return redirect("closeness:pace")
    messages.success(request, FURTHER)
    if level in OPENED_ALONE:
        return redirect("closeness:level", level)
    return redirect("closeness:pace")


@partner
@require_POST
@seated
def back(request: Seated, level: int) -> HttpResponseBase:
    """Whoever goes back is never asked for a PIN first."""
    if level not in Level.values:
        raise Http404
    pacing.step_back(request.seat, level, now=timezone.now())
    messages.success(request, BACK)
    return redirect("closeness:pace")


@partner
@require_POST
@with_journal
@seated
def line(request: Seated) -> HttpResponseBase:
    form = LineForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    pacing.draw_line(request.seat, form.cleaned_data["line"])
    messages.success(request, LINE)
    return redirect("closeness:pace")


@partner
@require_POST
@seated
def take_all_back(request: Seated) -> HttpResponseBase:
    ending.take_all_back(request.couple, by=request.user)
    messages.success(request, TAKEN_BACK)
    return redirect("closeness:pace")


def _page(request: Seated, form: LineForm) -> HttpResponse:
    shown = showing.pace(request.seat, request.couple, timezone.now())
    return render(request, "closeness/pace.html", {"pace": shown, "form": form})

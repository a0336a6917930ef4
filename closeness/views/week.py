"""The page of the week, and what stands in its place before somebody begins and while it rests."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from closeness import beginning, holding, resting, showing
from closeness.forms import WishForm
from closeness.views.seats import Seated, seated
from couples import journal
from couples.guards import Partnered, partner

NOTED = "Noted, for you alone."
AGREED = "You have said yes. It holds when both of you have."
LIFTED = "This one is not there any more."


@partner
@require_safe
def home(request: Partnered) -> HttpResponse:
    now, other = timezone.now(), request.couple.partner_of(request.user)
    if other is None:
        return render(request, "closeness/alone.html")
    if beginning.seat_of(request.user, request.couple) is None:
        return render(request, "closeness/begin.html", {"partner": other})
    if resting.is_resting(request.couple, now):
        return render(request, "closeness/resting.html")
    closed = journal.is_closed(request)
    week = showing.week(request.couple, request.user, now, is_closed=closed)
    return render(request, "closeness/home.html", {"week": week})


@partner
@require_POST
def begin(request: Partnered) -> HttpResponse:
    if request.couple.partner_of(request.user) is not None:
        beginning.begin(request.couple, by=request.user, now=timezone.now())
    return redirect("closeness:home")


@partner
@require_POST
@seated
def rest(request: Seated) -> HttpResponse:
    form = WishForm(request.POST)
    if form.is_valid():
        resting.rest(request.seat, rests=form.rests)
        messages.success(request, NOTED)
    return redirect("closeness:home")


@partner
@require_POST
@seated
def agree(request: Seated, public_id: str) -> HttpResponse:
    now = timezone.now()
    hold = holding.of(request.couple, now)
    if hold is None or hold.pk != public_id:
        raise Http404
    try:
        holding.agree(hold, by=request.user, now=now)
        messages.success(request, AGREED)
    except holding.Gone:
        messages.info(request, LIFTED)
    return redirect("closeness:home")

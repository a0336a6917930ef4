"""What two people share: each other, a link that invites, a rest, and the way apart."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import agreements, invitations, pairing, pauses
from couples.forms import PauseForm
from couples.guards import Partnered, partner, recently
from couples.views import joining


@partner
@require_safe
def us(request: Partnered) -> HttpResponse:
    now = timezone.now()
    context = {
        "partner": request.couple.partner_of(request.user),
        "invitation": invitations.open_of(request.user, now=now),
        "link": agreements.link_of(request.couple),
        "waiting": agreements.is_waiting(request.user),
        "pause": pauses.running(request.couple, now=now),
    }
    return render(request, "couples/us.html", context)


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Partnered) -> HttpResponse:
    now = timezone.now()
    if request.couple.partner_of(request.user):
        return redirect("couples:us")
    if request.method == "POST":
        with suppress(invitations.CoupleIsFull):  # joined since this request began
            invitations.invite_partner(request.couple, by=request.user, now=now)
        return redirect("couples:invitation")
    there = invitations.open_of(request.user, now=now)
    link = joining.link(request, there) if there else ""
    return render(request, "couples/invitation.html", {"invitation": there, "link": link})


@partner
@require_POST
def renew(request: Partnered) -> HttpResponse:
    try:
        invitations.renew(request.couple, by=request.user, now=timezone.now())
    except invitations.CoupleIsFull:
        return redirect("couples:us")
    messages.success(request, "The old link no longer works. Here is a new one.")
    return redirect("couples:invitation")


@partner
@require_POST
def withdraw(request: Partnered) -> HttpResponse:
    invitations.withdraw_all(by=request.user, now=timezone.now())
    messages.success(request, "The link no longer works.")
    return redirect("couples:invitation")


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: Partnered) -> HttpResponse:
    now = timezone.now()
    form = PauseForm(request.POST or None)
    if form.is_valid():
        with suppress(pauses.PauseRunning):
            pauses.begin(request.couple, days=form.cleaned_data["days"], now=now)
        return redirect("couples:pause")
    running = pauses.running(request.couple, now=now)
    return render(request, "couples/pause.html", {"form": form, "pause": running})


@partner
@require_POST
def resume(request: Partnered) -> HttpResponse:
    pauses.end(request.couple, now=timezone.now())
    messages.success(request, "Moments is awake again.")
    return redirect("couples:us")


@partner
@require_http_methods(["GET", "HEAD", "POST"])
@recently
def part(request: Partnered) -> HttpResponse:
    there = request.couple.partner_of(request.user)
    if there is None:
        return redirect("couples:us")
    if request.method == "POST":
        pairing.unpair(request.couple, by=request.user, now=timezone.now())
        messages.success(request, "You use Moments on your own now. Your words are still yours.")
        return redirect("couples:us")
    return render(request, "couples/part.html", {"partner": there})

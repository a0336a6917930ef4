"""The therapist of a couple, and what each of the two lets them see."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import agreements, paging
from couples.forms import AgreementForm, TherapistForm
from couples.guards import Partnered, partner

A_PAGE = 20
UNKNOWN_CODE = "No practice gave out this code. Look at it again, letter by letter."
ONE_AT_A_TIME = "A therapist is named already. End that link first."


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def therapist(request: Partnered) -> HttpResponse:
    form = TherapistForm(request.POST or None)
    if form.is_valid():
        try:
            code, now = form.cleaned_data["code"], timezone.now()
            agreements.name_therapist(request.couple, code=code, by=request.user, now=now)
            return redirect("couples:agreement")
        except agreements.NoSuchTherapist:
            form.add_error("code", UNKNOWN_CODE)
        except agreements.TherapistNamed:
            form.add_error("code", ONE_AT_A_TIME)
    link = agreements.link_of(request.couple)
    return render(request, "couples/therapist.html", {"form": form, "link": link})


@partner
@require_POST
def end_therapist(request: Partnered) -> HttpResponse:
    if link := agreements.link_of(request.couple):
        agreements.end(link, now=timezone.now())
        messages.success(request, "Your therapist sees nothing of this any more.")
    return redirect("couples:therapist")


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: Partnered) -> HttpResponse:
    link = agreements.link_of(request.couple)
    if link is None:
        return redirect("couples:therapist")
    mine = agreements.newest(link, request.user)
    sent = request.POST if request.method == "POST" else None
    form = AgreementForm(sent, link=link, initial=mine.choices if mine else {})
    if form.is_valid():
        try:
            named = agreements.shown(request.couple, form.cleaned_data["link"])
            agreements.decide(named, by=request.user, kinds=form.kinds, now=timezone.now())
            messages.success(request, "Your decision is kept. You can change it at any time.")
            return redirect("couples:agreement")
        except agreements.AnotherTherapist:
            form = form.for_another(link)
    context = {"form": form, "link": link, "mine": mine, "earlier": agreements.EARLIER}
    return render(request, "couples/agreement.html", context)


@partner
@require_POST
def withdraw_agreement(request: Partnered) -> HttpResponse:
    if link := agreements.link_of(request.couple):
        with suppress(
            agreements.AnotherTherapist
        ):  # that link has just ended: nobody sees anything by it
            agreements.withdraw(link, by=request.user, now=timezone.now())
        messages.success(request, "You have withdrawn. Your therapist sees nothing any more.")
    return redirect("couples:agreement")


@partner
@require_safe
def decisions(request: Partnered) -> HttpResponse:
    page = paging.page_of(agreements.versions(request.user), request.GET, A_PAGE)
    return render(request, "couples/decisions.html", {"page": page})

"""One's own words to take along, and the way to be forgotten. Neither leaves a trace for anybody else."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from couples.guards import SignedIn, recently, signed_in, with_journal
from leaving import erasing, exporting, sending
from leaving.models import Export


@require_safe
@signed_in
def copy(request: SignedIn) -> HttpResponse:
    export = exporting.of(request.user, now=timezone.now())
    return render(request, "leaving/copy.html", {"export": export})


@require_POST
@signed_in
@with_journal
@recently
def ask_for_copy(request: SignedIn) -> HttpResponse:
    exporting.ask(by=request.user, now=timezone.now())
    return redirect("leaving:copy")


@require_POST
@signed_in
def remove_copy(request: SignedIn) -> HttpResponse:
    exporting.remove(by=request.user)
    messages.success(request, "It is gone.")
    return redirect("leaving:copy")


@require_GET
@signed_in
@with_journal
@recently
def fetch_copy(request: SignedIn, public_id: str) -> HttpResponseBase:
    now = timezone.now()
    mine = Export.objects.of(request.user).ready(now).select_related("person")
    export = get_object_or_404(mine, public_id=public_id)
    return sending.file(request, exporting.fetch(export, now=now), size=export.size, now=now)


@require_safe
@signed_in
def account(request: SignedIn) -> HttpResponse:
    return render(request, "leaving/account.html", {"erasure": erasing.running(request.user)})


@require_POST
@signed_in
@recently
def close(request: SignedIn) -> HttpResponse:
    with suppress(erasing.NotByThemselves):  # the page says who does it for them
        erasing.ask(by=request.user, now=timezone.now())
    return redirect("leaving:account")


@require_POST
@signed_in
def keep(request: SignedIn) -> HttpResponse:
    with suppress(erasing.AlreadyBegun):  # then the next page is the one for visitors
        erasing.take_back(by=request.user)
        messages.success(request, "Your account stays, with everything in it.")
    return redirect("leaving:account")

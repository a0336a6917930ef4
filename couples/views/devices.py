"""Where one is signed in, and the end of it."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from couples import devices, journal
from couples.guards import SignedIn, signed_in

TOLD_FOR = timedelta(days=30)


@signed_in
@require_safe
def list_devices(request: SignedIn) -> HttpResponse:
    key = request.session.session_key
    shown = [(device, device.is_here(key)) for device in devices.of(request.user)]
    context = {"devices": shown, "reset_at": _reset_at(request)}
    return render(request, "couples/devices.html", context)


@signed_in
@require_POST
def end_device(request: SignedIn) -> HttpResponse:
    devices.end(by=request.user, name=request.POST.get("device", ""))
    messages.success(request, "That browser is signed out.")
    return redirect("couples:devices")


@signed_in
@require_POST
def end_other_devices(request: SignedIn) -> HttpResponse:
    devices.end_others(by=request.user, key=request.session.session_key)
    messages.success(request, "Every other browser is signed out.")
    return redirect("couples:devices")


def _reset_at(request: SignedIn) -> object:
    found = journal.of(request.user)
    at = found.reset_at if found else None
    return at if at and timezone.now() - at < TOLD_FOR else None

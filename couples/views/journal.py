"""The lock of one's own private words."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import journal
from couples.guards import Partnered, partner, recently
from couples.journal_forms import ChangePinForm, NewPinForm, OpenForm


@partner
@require_safe
def settings(request: Partnered) -> HttpResponse:
    now = timezone.now()
    found = journal.of(request.user)
    context = {
        "journal": found,
        "locked": found is not None and found.is_locked(now),
        "waiting": found is not None and found.is_waiting(now),
        "closed": journal.is_closed(request),
    }
    return render(request, "couples/journal.html", context)


@partner
@require_http_methods(["GET", "HEAD", "POST"])
@recently
def lock(request: Partnered) -> HttpResponse:
    """Asks who it is first: a stranger’s PIN would keep the owner out of their own words."""
    form = NewPinForm(request.POST or None)

    def turn_it_on() -> None:
        pin = form.cleaned_data["new_pin"]
        made = journal.lock(by=request.user, pin=pin, now=timezone.now())
        journal.remember(request, made, now=timezone.now())

    if _done(form, "new_pin", turn_it_on):
        return _back(request, "Your private words are locked from now on.")
    return render(request, "couples/journal_lock.html", {"form": form})


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def change_pin(request: Partnered) -> HttpResponse:
    form = ChangePinForm(request.POST or None)

    def change() -> None:
        pins = {name: form.cleaned_data[name] for name in ("pin", "new_pin")}
        found = journal.change(by=request.user, now=timezone.now(), **pins)
        journal.remember(request, found, now=timezone.now())

    if _done(form, "pin", change):
        return _back(request, "Your PIN is changed.")
    return render(request, "couples/journal_change.html", {"form": form})


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def open_journal(request: Partnered) -> HttpResponse:
    form, there = OpenForm(request.POST or None), _way_on(request)
    if not journal.is_closed(request):
        return redirect(there)

    def open_it() -> None:
        pin, now = form.cleaned_data["pin"], timezone.now()
        journal.remember(request, journal.open_(by=request.user, pin=pin, now=now), now=now)

    if _done(form, "pin", open_it):
        return redirect(there)
    context = {"form": form, "next": there, "journal": journal.of(request.user)}
    context["waiting"] = journal.is_waiting(request.user, now=timezone.now())
    return render(request, "couples/journal_open.html", context)


@partner
@require_POST
def close_journal(request: Partnered) -> HttpResponse:
    journal.close(request)
    return _back(request, "Closed. The PIN opens it again.")


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: Partnered) -> HttpResponse:
    form = OpenForm(request.POST or None)

    def turn_it_off() -> None:
        journal.unlock(by=request.user, pin=form.cleaned_data["pin"], now=timezone.now())

    if _done(form, "pin", turn_it_off):
        return _back(request, "There is no lock any more.")
    return render(request, "couples/journal_unlock.html", {"form": form})


@partner
@require_http_methods(["GET", "HEAD", "POST"])
@recently
def forget_pin(request: Partnered) -> HttpResponse:
    if request.method == "POST":
        journal.forget(by=request.user, now=timezone.now())
        return redirect("couples:journal")
    return render(request, "couples/journal_forget.html")


@partner
@require_POST
def remember_pin(request: Partnered) -> HttpResponse:
    journal.remember_after_all(by=request.user, now=timezone.now())
    return _back(request, "The lock stays.")


def _back(request: Partnered, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("couples:journal")


def _done(form: Form, field: str, act: Callable[[], Any]) -> bool:
    """A refusal stands beside the field that was wrong."""
    if not form.is_valid():
        return False
    try:
        act()
    except journal.Refused as refusal:
        form.add_error(field, refusal.words)
        return False
    return True


def _way_on(request: HttpRequest) -> str:
    there = request.POST.get("next") or request.GET.get("next") or ""
    return there if url_has_allowed_host_and_scheme(there, None) else reverse("couples:journal")

from datetime import date, datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checkins import checking_in, days, drafting, forms
from couples import away, journal
from couples.away import Fate
from couples.guards import Partnered, partner, to_journal
from couples.models import User


def keep_typed(*, by: User, data: QueryDict, now: datetime, **kwargs: Any) -> Fate:
    """As `draft` does, for somebody who was signed out before they sent it."""
    page = forms.PageForm(data)
    if not page.is_valid():
        return Fate.LOST
    typed = forms.typed(data)
    short = drafting.shortened(typed)
    whose: dict[str, Any] = {"by": by, "on": page.cleaned_data["on"], "page": page.opened}
    try:
        drafting.keep(**whose, fields=short, now=now)
    except drafting.NotKept:
        return Fate.LOST
    return Fate.KEPT if short == typed else Fate.CUT


@partner
@away.keeps(keep_typed)
@away.asks("appreciation", "note")
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: Partnered, days_ago: int = 0) -> HttpResponseBase:
    now = timezone.now()
    if request.method == "POST":
        return _hand_in(request, forms.CheckInForm(request.POST), now)
    on = days.open_to(request.user, now)[days_ago]
    mine = days.own(request.user, on)
    if mine and mine.is_read:
        messages.info(request, checking_in.AlreadyRead.words)
        return _to_day(request, on, now)
    draft = drafting.kept(request.user, on)
    if (mine or draft) and journal.is_closed(request):
        return to_journal(request)
    return _page(request, forms.opened(on, mine, draft), on, now, {"mine": mine, "draft": draft})


def _hand_in(request: Partnered, form: forms.CheckInForm, now: datetime) -> HttpResponse:
    on = form.day or request.user.local_date(now)
    if not form.is_valid():
        return _page(request, form, on, now, {})
    try:
        checking_in.hand_in(
            by=request.user,
            couple=request.couple,
            on=on,
            answers=form.answers,
            page=form.opened,
            now=now,
            is_locked=partial(journal.is_closed, request),
        )
    except checking_in.Refused as refusal:
        saved = getattr(refusal, "saved", None)  # what another page has handed in
        return _page(request, forms.refused(form, refusal), on, now, {"saved": saved})
    return _to_day(request, on, now)


def _page(
    request: Partnered,
    form: forms.CheckInForm,
    on: date,
    now: datetime,
    context: dict[str, object],
) -> HttpResponse:
    is_today = on == request.user.local_date(now)
    context = {"form": form, "on": on, "is_today": is_today, **context}
    return render(request, "checkins/check_in.html", context)


def _to_day(request: Partnered, on: date, now: datetime) -> HttpResponse:
    if on == request.user.local_date(now):
        return redirect("checkins:today")
    return redirect("checkins:day", on=on)


@partner
@away.keeps(keep_typed)
@require_POST
def draft(request: Partnered) -> HttpResponse:
    page = forms.PageForm(request.POST)
    if not page.is_valid():
        return HttpResponse(status=400)
    on, fields = page.cleaned_data["on"], forms.typed(request.POST)
    try:
        drafting.keep(by=request.user, on=on, fields=fields, page=page.opened, now=timezone.now())
    except drafting.NotKept as refusal:
        return HttpResponse(status=refusal.status)
    return HttpResponse(status=204)

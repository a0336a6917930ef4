"""The page on which somebody notes a hard moment, or changes one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from couples import away, journal
from couples.away import Fate
from couples.guards import Partnered, partner, to_journal
from couples.hidden import TokenForm
from couples.models import User
from couples.plain_words import shortened
from cycle import drafting, noting, telling
from cycle.forms import (
    CHANGED_ELSEWHERE,
    HOLDS,
    NOTED_OTHERWISE,
    MomentForm,
    PageForm,
)
from cycle.models import Draft, Entry
from privacy.identifiers import new_public_id

KEPT = "It is kept. Only you read it."
GONE = "That one was removed. What you typed is here, as a new one."


def keep_new(*, by: User, data: QueryDict, now: datetime) -> Fate:
    """As `keep` does, for somebody who was signed out before they sent it."""
    page = TokenForm(data)
    if not page.is_valid():
        return Fate.LOST
    return _fate(page.cleaned_data["token"], data, by, now, is_new=True)


def keep_changed(*, by: User, data: QueryDict, now: datetime, public_id: str) -> Fate:
    entry = noting.mine(public_id, by=by)
    if entry is None:
        return Fate.LOST
    return _fate(public_id, data, by, now, is_new=False, before=_before(entry))


@partner
@away.keeps(keep_new)
@away.asks(*HOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Partnered) -> HttpResponseBase:
    if request.method == "POST":
        return _note(request, _sent(request))
    draft = Draft.objects.new_one(request.user)
    if draft and journal.is_closed(request):
        return to_journal(request)
    hidden = {"token": draft.about if draft else new_public_id(), "seen": 0}
    return _page(request, _opened(request, hidden, draft), draft=draft)


@partner
@away.keeps(keep_changed)
@away.asks(*HOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Partnered, public_id: str) -> HttpResponseBase:
    entry = noting.mine(public_id, by=request.user)
    if entry is None:
        return _gone(request)
    if request.method == "POST":
        return _change(request, entry, _sent(request, entry))
    if journal.is_closed(request):
        return to_journal(request)
    draft, hidden = Draft.objects.about(public_id, by=request.user), {"seen": entry.version}
    form = _opened(request, hidden | {"token": public_id}, draft, _before(entry))
    is_whole = telling.of(entry) is not None
    return _page(request, form, entry=entry, draft=draft, is_whole=is_whole)


@partner
@away.keeps(keep_new)
@require_POST
def keep(request: Partnered) -> HttpResponse:
    """While somebody types; the page says that it is kept when the answer is 204."""
    page = TokenForm(request.POST)
    if not page.is_valid():
        return HttpResponse(status=400)
    return _kept(request, page.cleaned_data["token"], is_new=True)


@partner
@away.keeps(keep_changed)
@require_POST
def keep_change(request: Partnered, public_id: str) -> HttpResponse:
    entry = noting.mine(public_id, by=request.user)
    if entry is None:
        raise Http404
    return _kept(request, public_id, is_new=False, before=_before(entry))


@partner
@require_POST
def forget(request: Partnered) -> HttpResponse:
    """What was begun and not kept."""
    page = TokenForm(request.POST)
    if page.is_valid():
        Draft.objects.forget(page.cleaned_data["token"], by=request.user)
    return redirect("cycle:mine")


def _note(request: Partnered, form: MomentForm) -> HttpResponseBase:
    if not form.is_valid():
        return _page(request, form)
    facts, told = form.cleaned_data, form.told
    try:
        entry = noting.note(told, on=facts["on"], token=facts["token"], by=request.user)
    except noting.NotedOtherwise:
        form.look_again(request.POST, NOTED_OTHERWISE, token=new_public_id())
        return _page(request, form)
    messages.success(request, KEPT)
    return redirect(entry)


def _change(request: Partnered, entry: Entry, form: MomentForm) -> HttpResponseBase:
    if not form.is_valid():
        return _page(request, form, entry=entry)
    facts, told = form.cleaned_data, form.told
    try:
        noting.change(entry, told, on=facts["on"], seen=facts["seen"])
    except noting.Changed:
        found = noting.mine(entry.public_id, by=request.user)
        if found is None:
            return _gone(request)
        form.look_again(request.POST, CHANGED_ELSEWHERE, seen=found.version)
        return _page(request, form, entry=entry)
    messages.success(request, KEPT)
    return redirect(entry)


def _before(entry: Entry) -> dict[str, Any]:
    """As it was kept; what was ticked then can be ticked again, offered or not."""
    told = telling.of(entry)
    return {"on": entry.on, **(told.kept if told else {})}


def _sent(request: Partnered, entry: Entry | None = None) -> MomentForm:
    today, before = request.user.local_date(timezone.now()), _before(entry) if entry else {}
    return MomentForm(request.POST, today=today, initial=before)


def _opened(
    request: Partnered,
    hidden: Mapping[str, object],
    draft: Draft | None,
    before: Mapping[str, object] | None = None,
) -> MomentForm:
    """What was typed since goes before what was kept."""
    typed = draft.typed if draft else None
    kept = (before or {}) if typed is None else typed
    today = request.user.local_date(timezone.now())
    return MomentForm(today=today, initial={**kept, **hidden})


def _page(
    request: Partnered,
    form: MomentForm,
    *,
    entry: Entry | None = None,
    draft: Draft | None = None,
    is_whole: bool = True,
) -> HttpResponse:
    if draft and draft.typed is None:
        draft, is_whole = None, False
    is_shared = bool(entry and entry.shared_in_id == request.couple.pk)
    context = {"form": form, "entry": entry, "draft": draft, "is_whole": is_whole}
    return render(request, "cycle/write.html", {**context, "is_shared": is_shared})


def _gone(request: Partnered) -> HttpResponseBase:
    """What was typed into a page of one that is not there (any more) is kept as a new one."""
    token, now = new_public_id(), timezone.now()
    form = PageForm(shortened(request.POST, HOLDS), today=request.user.local_date(now))
    if not form.can_be_kept or not form.told.kept:
        raise Http404
    drafting.keep(token, form.typed, is_new=True, by=request.user, now=now)
    messages.info(request, GONE)
    return redirect("cycle:write")


def _kept(
    request: Partnered, about: str, *, is_new: bool, before: Mapping[str, Any] | None = None
) -> HttpResponse:
    now = timezone.now()
    form = PageForm(request.POST, today=request.user.local_date(now), initial=before)
    if not form.can_be_kept:
        return HttpResponse(status=422)
    kept = drafting.keep(about, form.typed, is_new=is_new, by=request.user, now=now)
    return HttpResponse(status=204 if kept else 409)


def _fate(
    about: str,
    data: QueryDict,
    by: User,
    now: datetime,
    *,
    is_new: bool,
    before: Mapping[str, Any] | None = None,
) -> Fate:
    short = shortened(data, HOLDS)
    form = PageForm(short, today=by.local_date(now), initial=before)
    if not form.can_be_kept:
        return Fate.LOST
    if not form.told.kept:
        return Fate.KEPT
    if not drafting.keep(about, form.typed, is_new=is_new, by=by, now=now):
        return Fate.LOST
    return Fate.KEPT if short == data else Fate.CUT

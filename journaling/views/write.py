"""A page while it is written: it keeps itself, and no word is lost to another tab or a new sign-in."""

from datetime import datetime

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import away, journal
from couples.away import Fate
from couples.guards import Partnered, partner, to_journal
from couples.models import User
from couples.plain_words import shortened
from journaling import sharing, writing
from journaling.forms import CHANGED, FIELDS, PageForm
from journaling.models import LONGEST, Entry, Prompt
from journaling.writing import Page
from privacy.identifiers import new_public_id


def keep_typed(
    *,
    by: User,
    data: QueryDict,
    now: datetime,
    public_id: str = "",
    slug: str = "",
    blank: str = "",
) -> Fate:
    """As `keep` does, for somebody who was signed out before they sent it."""
    known = writing.mine(by, public_id) if public_id else writing.begun(by, blank)
    page = _sheet(known, slug)
    short = shortened(data, dict.fromkeys(FIELDS, LONGEST))
    form = PageForm(page, short) if page else None
    if not form or not form.is_valid():
        return Fate.LOST
    try:
        if known:
            writing.keep(known, form.written, opened=form.opened, now=now)
        else:
            writing.begin(blank, form.written, opened=form.opened, by=by, now=now)
    except writing.KeptElsewhere:
        return Fate.LOST
    return Fate.KEPT if short == data else Fate.CUT


@partner
@require_safe
def begin(request: Partnered, slug: str) -> HttpResponse:
    """A blank page has an address of its own, so that it comes back with its words. Nothing is kept yet."""
    if _sheet(None, slug) is None:
        raise Http404
    return redirect("journaling:new", slug, new_public_id())


@partner
@away.keeps(keep_typed)
@away.asks(*FIELDS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Partnered, slug: str, blank: str) -> HttpResponseBase:
    known = writing.begun(request.user, blank)
    sheet = _sheet(known, slug)
    if sheet is None:
        raise Http404
    if known and request.method != "POST":
        return redirect("journaling:write", known.public_id)
    address = reverse("journaling:keep_new", args=[slug, blank])
    return _write(request, known, sheet, address, token=blank)


@partner
@away.keeps(keep_typed)
@require_POST
def keep_new(request: Partnered, slug: str, blank: str) -> HttpResponse:
    known = writing.begun(request.user, blank)
    sheet = _sheet(known, slug)
    if sheet is None:
        raise Http404
    return _keep(request, known, sheet, token=blank)


@partner
@away.keeps(keep_typed)
@away.asks(*FIELDS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Partnered, public_id: str) -> HttpResponseBase:
    known = writing.mine(request.user, public_id)
    if known is None:
        return _gone(request)
    if request.method != "POST" and journal.is_closed(request):
        return to_journal(request)
    if request.method != "POST" and sharing.is_shared(request.couple, known):
        return redirect(known)
    address = reverse("journaling:keep", args=[public_id])
    return _write(request, known, _sheet(known) or Page(), address)


@partner
@away.keeps(keep_typed)
@require_POST
def keep(request: Partnered, public_id: str) -> HttpResponse:
    """While somebody types; the page says that it is kept when the answer is 204."""
    known = writing.mine(request.user, public_id)
    if known is None:
        raise Http404
    return _keep(request, known, _sheet(known) or Page())


def _sheet(known: Entry | None, slug: str = "") -> Page | None:
    """What a form asks. Of a page that cannot be opened the questions are lost as well: it is a free one."""
    if known:
        return writing.page_of(known) or Page()
    if slug == writing.FREE:
        return writing.blank(None)
    prompt = Prompt.objects.find(slug)
    return writing.blank(prompt) if prompt else None


def _keep(request: Partnered, known: Entry | None, sheet: Page, *, token: str = "") -> HttpResponse:
    form = PageForm(sheet, request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    if not form.cleaned_data["page"]:
        return HttpResponse(status=400)
    try:
        _put(request, known, form, token)
    except writing.KeptElsewhere:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


def _write(
    request: Partnered, known: Entry | None, sheet: Page, address: str, *, token: str = ""
) -> HttpResponseBase:
    sent = request.POST if request.method == "POST" else None
    form = PageForm(sheet, sent, follows=known.page if known else "")
    if form.is_valid():
        try:
            return _done(request, _put(request, known, form, token), form)
        except writing.KeptElsewhere:
            known = known or writing.begun(request.user, token)
            if known is None or sharing.is_shared(request.couple, known):
                return _gone(request, known)
            known.refresh_from_db()
            form.look_again(request.POST, CHANGED, follows=known.page)
    context = {"form": form, "sheet": sheet, "entry": known, "address": address}
    context["is_whole"] = known is None or writing.page_of(known) is not None
    return render(request, "journaling/write.html", context)


def _put(request: Partnered, known: Entry | None, form: PageForm, token: str) -> Entry | None:
    now, opened = timezone.now(), form.opened
    if known is None:
        return writing.begin(token, form.written, opened=opened, by=request.user, now=now)
    writing.keep(known, form.written, opened=opened, now=now)
    return known


def _done(request: Partnered, kept: Entry | None, form: PageForm) -> HttpResponse:
    """Handed in without a word, it goes: nobody is left with an empty page."""
    if kept and form.written.is_empty:
        writing.remove(kept)
        kept = None
    return redirect(kept) if kept else redirect("journaling:home")


def _gone(request: Partnered, shared: Entry | None = None) -> HttpResponse:
    """It was removed or shared meanwhile. What was typed since then is given back, for nothing is lost."""
    typed = away.sent(request, write)
    if not typed and shared is None:
        raise Http404
    context = {"typed": typed, "shared": shared, "free": writing.FREE}
    return render(request, "journaling/gone.html", context)

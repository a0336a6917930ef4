"""An apology before it is given: all of it private, behind the lock of one's own words."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import away, journal, pairing, pauses, reaching
from couples.away import Fate
from couples.guards import Partnered, partner, to_journal, with_journal
from couples.hidden import SeenForm
from couples.models import User
from couples.plain_words import shortened
from mending import giving, rehearsing, wording
from mending.forms import PartForm
from mending.models import Rehearsal
from mending.models.rehearsal import LONGEST

LOST = "This part can’t be opened."
SAID = "You have said it. That took courage, whatever comes of it."
CHANGED = "It was changed meanwhile. Read it once more before it goes."
REFUSED = {
    reaching.NobodyThere: "There is nobody here yet to whom it could go.",
    reaching.Resting: "The two of you are resting. It can go when the rest is over.",
    giving.NotYet: "You sent an apology within the last day. Another one can go tomorrow.",
    giving.Incomplete: "A part that it needs is empty.",
    giving.MovedOn: CHANGED,
}


def keep_typed(*, by: User, data: QueryDict, now: datetime, public_id: str, number: int) -> Fate:
    """As `keep` does, for somebody who was signed out before they sent it; it only ever adds."""
    couple, short = pairing.known_couple(by), shortened(data, {"words": LONGEST})
    found = rehearsing.mine(couple, public_id, by=by) if couple else None
    page = wording.page(number)
    form = PartForm(page, short) if page else None
    if not (found and page and form and form.is_valid()):
        return Fate.LOST
    if not form.given:
        return Fate.KEPT
    if not rehearsing.keep(found, page.name, words=form.given, now=now):
        return Fate.LOST
    return Fate.KEPT if short == data else Fate.CUT


@partner
@require_POST
def begin(request: Partnered) -> HttpResponse:
    found = rehearsing.begin(request.couple, by=request.user, now=timezone.now())
    return redirect("mending:part", found.public_id, 1)


@partner
@require_safe
@with_journal
def rehearsal(request: Partnered, public_id: str) -> HttpResponseBase:
    found = rehearsing.mine(request.couple, public_id, by=request.user)
    if found is None:
        return _sent_by_now(request, public_id)
    return render(request, "mending/rehearsal.html", _whole(request, found))


@partner
@away.keeps(keep_typed)
@away.asks("words")
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: Partnered, public_id: str, number: int) -> HttpResponseBase:
    found = rehearsing.mine(request.couple, public_id, by=request.user)
    page, sent = wording.page(number), request.POST if request.method == "POST" else None
    if page is None:
        raise Http404
    if found is None or not found.is_open:
        return _too_late(request, public_id, found)
    if sent is None and journal.is_closed(request):
        return to_journal(request)
    form = PartForm(page, sent, before=rehearsing.words_of(found, page.name))
    hint = form.hint if form.is_valid() else ""
    if form.is_bound and form.is_valid() and not hint:
        return _go_on(request, found, number, form.given)
    context = {"rehearsal": found, "page": page, "number": number, "pages": wording.PAGES}
    return render(request, "mending/part.html", context | {"form": form, "hint": hint})


@partner
@away.keeps(keep_typed)
@require_POST
def keep(request: Partnered, public_id: str, number: int) -> HttpResponse:
    """While somebody types; the page says that it is kept when the answer is 204."""
    found, page = _mine(request, public_id), wording.page(number)
    form = PartForm(page, request.POST) if page else None
    if page is None or form is None:
        raise Http404
    if not form.is_valid():
        return HttpResponse(status=422)
    kept = rehearsing.keep(found, page.name, words=form.given, now=timezone.now())
    return HttpResponse(status=204 if kept else 409)


@partner
@require_POST
@with_journal
def rest(request: Partnered, public_id: str) -> HttpResponse:
    found = _mine(request, public_id)
    rehearsing.rest(found, now=timezone.now())
    return redirect(found)


@partner
@require_http_methods(["GET", "HEAD", "POST"])
@with_journal
def send(request: Partnered, public_id: str) -> HttpResponseBase:
    """The page to read once more, and the button to send it."""
    found = rehearsing.mine(request.couple, public_id, by=request.user)
    if found is None or not found.is_open:
        return redirect(found) if found else _sent_by_now(request, public_id)
    form = SeenForm(request.POST if request.method == "POST" else None)
    refused = _refused(request, found, form) if form.is_valid() else ""
    if form.is_valid() and not refused:
        return redirect("mending:sent", public_id)
    found.refresh_from_db()
    return render(request, "mending/send.html", _whole(request, found) | {"refused": refused})


@partner
@require_POST
@with_journal
def say(request: Partnered, public_id: str) -> HttpResponse:
    found = _mine(request, public_id)
    rehearsing.say(found, by=request.user, now=timezone.now())
    messages.success(request, SAID)
    return redirect(found)


@partner
@require_POST
@with_journal
def throw_away(request: Partnered, public_id: str) -> HttpResponse:
    rehearsing.throw_away(_mine(request, public_id))
    return redirect("mending:home")


def _refused(request: Partnered, found: Rehearsal, form: SeenForm) -> str:
    """Why it was not sent; nothing when it was."""
    seen = form.cleaned_data["seen"]
    try:
        giving.send(request.couple, found, seen=seen, by=request.user, now=timezone.now())
    except tuple(REFUSED) as reason:
        return REFUSED[type(reason)]
    return ""


def _whole(request: Partnered, found: Rehearsal) -> dict[str, object]:
    parts, now = rehearsing.parts_of(found, lost=LOST), timezone.now()
    return {
        "rehearsal": found,
        "pages": [(number, one, parts.get(one.name, "")) for number, one in _numbered()],
        "paragraphs": wording.in_order(parts),
        "missing": wording.missing(parts),
        "partner": request.couple.partner_of(request.user),
        "is_resting": found.is_resting(now),
        "has_rested": found.rests_until is not None and not found.is_resting(now),
        "pause": pauses.running(request.couple, now=now),
    }


def _numbered() -> list[tuple[int, wording.Page]]:
    return list(enumerate(wording.PAGES, 1))


def _go_on(request: Partnered, found: Rehearsal, number: int, words: str) -> HttpResponseBase:
    page = wording.page(number)
    kept = page and rehearsing.keep(found, page.name, words=words, now=timezone.now())
    if not kept:
        return _too_late(request, found.public_id, found)
    there = {"back": number - 1, "whole": 0, "later": 0}.get(request.POST.get("go", ""), number + 1)
    if request.POST.get("go") == "later":
        return redirect("mending:home")
    if wording.page(there):
        return redirect("mending:part", found.public_id, there)
    return redirect(found)


def _too_late(request: Partnered, public_id: str, found: Rehearsal | None) -> HttpResponseBase:
    """It was said or sent by now. What was typed since then is given back, for nothing is lost."""
    given = giving.sent(request.couple, public_id, by=request.user)
    there = found or given
    if there is None:
        raise Http404
    if not request.POST.get("words"):
        return redirect(there)
    context = {"unsent": request.POST["words"], "there": there.get_absolute_url()}
    return render(request, "mending/too_late.html", context)


def _sent_by_now(request: Partnered, public_id: str) -> HttpResponseBase:
    given = giving.sent(request.couple, public_id, by=request.user)
    if given is None:
        raise Http404
    return redirect(given)


def _mine(request: Partnered, public_id: str) -> Rehearsal:
    found = rehearsing.mine(request.couple, public_id, by=request.user)
    if found is None:
        raise Http404
    return found

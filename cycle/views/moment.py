"""Hard moments once they are kept: one’s own, and what the partner shares."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from couples import pauses, reaching
from couples.guards import Partnered, partner, with_journal
from couples.hidden import SeenForm
from couples.paging import page_of
from cycle import noting, sharing, telling
from cycle.models import Entry

AT_A_TIME, IN_FULL = 20, 10
SHARED = "{name} can read it from now on."
UNSHARED = "It is yours alone again, from this moment on."
REMOVED = "It is gone."
REFUSED = {
    reaching.NobodyThere: "There is nobody here yet who could read it.",
    reaching.Resting: "The two of you are resting. It can be shared when the rest is over.",
    sharing.Changed: "It was changed meanwhile. Read it once more before you share it.",
}


@partner
@require_safe
@with_journal
def mine(request: Partnered) -> HttpResponse:
    page = page_of(noting.all_of(request.user), request.GET, AT_A_TIME)
    rows = [(one, telling.of(one), _is_shared(request, one)) for one in page]
    return render(request, "cycle/mine.html", {"page": page, "rows": rows})


@partner
@require_safe
@with_journal
def moment(request: Partnered, public_id: str) -> HttpResponse:
    entry = _mine(request, public_id)
    context = {
        "entry": entry,
        "told": telling.of(entry),
        "is_shared": _is_shared(request, entry),
        "partner": request.couple.partner_of(request.user),
        "pause": pauses.running(request.couple, now=timezone.now()),
    }
    return render(request, "cycle/moment.html", context)


@partner
@require_POST
@with_journal
def share(request: Partnered, public_id: str) -> HttpResponseBase:
    entry, form = _mine(request, public_id), SeenForm(request.POST)
    if form.is_valid():
        _share(request, entry, form.cleaned_data["seen"])
    return redirect(entry)


@partner
@require_POST
@with_journal
def unshare(request: Partnered, public_id: str) -> HttpResponseBase:
    entry = _mine(request, public_id)
    sharing.unshare(entry)
    messages.success(request, UNSHARED)
    return redirect(entry)


@partner
@require_POST
@with_journal
def remove(request: Partnered, public_id: str) -> HttpResponseBase:
    noting.remove(_mine(request, public_id))
    messages.success(request, REMOVED)
    return redirect("cycle:mine")


@partner
@require_safe
@with_journal
def shared(request: Partnered) -> HttpResponseBase:
    """All that the partner shares now; how much it is, and when it came, no page says."""
    other = request.couple.partner_of(request.user)
    if other is None:
        return redirect("cycle:home")
    page = page_of(sharing.from_(other, request.couple), request.GET, IN_FULL)
    context = {"page": page, "rows": map(sharing.shown, page), "partner": other}
    return render(request, "cycle/shared.html", context)


def _share(request: Partnered, entry: Entry, seen: int) -> None:
    try:
        sharing.share(entry, request.couple, seen=seen, by=request.user, now=timezone.now())
    except tuple(REFUSED) as reason:
        messages.info(request, REFUSED[type(reason)])
        return
    other = request.couple.partner_of(request.user)
    messages.success(request, SHARED.format(name=other.display_name if other else ""))


def _mine(request: Partnered, public_id: str) -> Entry:
    entry = noting.mine(public_id, by=request.user)
    if entry is None:
        raise Http404
    return entry


def _is_shared(request: Partnered, entry: Entry) -> bool:
    """With whoever is the partner now."""
    return entry.shared_in_id == request.couple.pk

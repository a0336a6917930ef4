"""A page on its way to the other, and back; and what the other has shared."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import paging, pauses, reaching
from couples.guards import Partnered, partner, with_journal
from journaling import sharing as between
from journaling import showing, writing
from journaling.forms import ShareForm
from journaling.models import Entry
from journaling.views.pages import A_PAGE, mine

SHARED = "{name} can read this page now."
TAKEN_BACK = "Only you read this page again."
REFUSED = {
    reaching.NobodyThere: "There is nobody here yet who could read it.",
    reaching.Resting: "The two of you are resting. You can share it when the rest is over.",
    between.MovedOn: "It was changed meanwhile. Read it once more before you share it.",
}


@partner
@require_http_methods(["GET", "HEAD", "POST"])
@with_journal
def share(request: Partnered, public_id: str) -> HttpResponseBase:
    """The page to read once more, with who will read it, and the button."""
    found = mine(request, public_id)
    form = ShareForm(request.POST if request.method == "POST" else None)
    refused = _refused(request, found, form) if form.is_valid() else ""
    if between.is_shared(request.couple, found):
        return redirect(found)
    found.refresh_from_db()
    context = {
        "entry": found,
        "sheet": writing.page_of(found),
        "refused": refused,
        "partner": request.couple.partner_of(request.user),
        "pause": pauses.running(request.couple, now=timezone.now()),
    }
    return render(request, "journaling/share.html", context)


@partner
@require_POST
@with_journal
def take_back(request: Partnered, public_id: str) -> HttpResponse:
    found = mine(request, public_id)
    between.take_back(found, by=request.user)
    messages.success(request, TAKEN_BACK)
    return redirect(found)


@partner
@require_safe
@with_journal
def theirs(request: Partnered) -> HttpResponse:
    rows = between.from_partner(request.couple, to=request.user)
    page = paging.page_of(rows, request.GET, A_PAGE)
    context = {
        "page": page,
        "lines": showing.shared_lines(page),
        "partner": request.couple.partner_of(request.user),
    }
    return render(request, "journaling/theirs.html", context)


@partner
@require_safe
@with_journal
def their_page(request: Partnered, public_id: str) -> HttpResponse:
    rows = between.from_partner(request.couple, to=request.user)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    context = {"shared": found, "sheet": writing.page_of(found)}
    return render(request, "journaling/their_page.html", context)


def _refused(request: Partnered, found: Entry, form: ShareForm) -> str:
    """Why it was not shared; nothing when it was."""
    seen = form.cleaned_data["seen"]
    try:
        shared = between.share(
            request.couple, found, seen=seen, by=request.user, now=timezone.now()
        )
    except tuple(REFUSED) as reason:
        return REFUSED[type(reason)]
    other = shared.couple.partner_of(request.user)
    messages.success(request, SHARED.format(name=other.display_name if other else "The other"))
    return ""

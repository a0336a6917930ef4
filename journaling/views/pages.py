"""One's own journal: the list of pages, one of them, and what a new one may begin with."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from couples import choosing, journal, paging
from couples.guards import Partnered, partner, with_journal
from journaling import sharing, showing, writing
from journaling.models import Entry, Prompt

A_PAGE = 20
REMOVED = "The page is gone, for good."


@partner
@require_safe
def home(request: Partnered) -> HttpResponse:
    closed = journal.is_closed(request)
    own = showing.own(request.user)
    page = paging.page_of(own.none() if closed else own, request.GET, A_PAGE)
    context = {
        "closed": closed,
        "page": page,
        "lines": showing.lines(request.couple, page),
        "partner": request.couple.partner_of(request.user),
        "free": writing.FREE,
    }
    return render(request, "journaling/home.html", context)


@partner
@require_safe
def prompts(request: Partnered) -> HttpResponse:
    context = {
        "kinds": choosing.by_kind(Prompt.objects.offered(), Prompt.Kind),
        "free": writing.FREE,
    }
    return render(request, "journaling/prompts.html", context)


@partner
@require_safe
@with_journal
def entry(request: Partnered, public_id: str) -> HttpResponse:
    found = mine(request, public_id)
    context = {
        "entry": found,
        "sheet": writing.page_of(found),
        "is_shared": sharing.is_shared(request.couple, found),
        "partner": request.couple.partner_of(request.user),
    }
    return render(request, "journaling/entry.html", context)


@partner
@require_POST
@with_journal
def remove(request: Partnered, public_id: str) -> HttpResponse:
    writing.remove(mine(request, public_id))
    messages.success(request, REMOVED)
    return redirect("journaling:home")


def mine(request: Partnered, public_id: str) -> Entry:
    found = writing.mine(request.user, public_id)
    if found is None:
        raise Http404
    return found

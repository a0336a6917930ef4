"""What stands on the page of the week, what the two make of it, and what they have done."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeness import doing, ending
from closeness.forms import ComfortForm
from closeness.models import Item
from closeness.options import Thing
from closeness.views.seats import Seated, awake
from couples.guards import partner, with_journal
from couples.paging import page_of

AT_A_TIME = 20
ENDED = "This one has ended."
SMALLER = "It stands here with smaller ways first."
TAKEN_BACK = "You have taken it back. It is off the page."
RATED = "Kept, for you alone."
A_LEVEL_BACK = "Kept, for you alone. It was below your line, so your pace is a level back now."


@partner
@require_POST
@awake
def did(request: Seated, public_id: str) -> HttpResponseBase:
    def mark(item: Item, thing: Thing) -> None:
        doing.did(item, thing, by=request.user)

    return _do(request, public_id, mark) or redirect("closeness:how", public_id)


@partner
@require_POST
@awake
def smaller(request: Seated, public_id: str) -> HttpResponseBase:
    return _do(request, public_id, lambda item, _: ending.smaller(item), SMALLER) or _home()


@partner
@require_POST
@awake
def not_this_week(request: Seated, public_id: str) -> HttpResponseBase:
    return _do(request, public_id, lambda item, _: ending.not_this_week(item), ENDED) or _home()


@partner
@require_POST
@awake
def take_back(request: Seated, public_id: str) -> HttpResponseBase:
    def back(item: Item, thing: Thing) -> None:
        ending.take_back(item, by=request.user)

    return _do(request, public_id, back, TAKEN_BACK) or _home()


@partner
@require_http_methods(["GET", "HEAD", "POST"])
@with_journal
@awake
def how(request: Seated, public_id: str) -> HttpResponseBase:
    """Behind the lock also when it is sent: number by number, what comes back would tell one’s line."""
    found = doing.find(request.couple, public_id, by=request.user)
    if found is None:
        return _ended(request, public_id)
    form = ComfortForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _rate(request, *found, form.cleaned_data["comfort"])
    return render(request, "closeness/how.html", {"form": form, "thing": found[1]})


@partner
@require_safe
@awake
def together(request: Seated) -> HttpResponse:
    page = page_of(doing.done(request.couple, by=request.user), request.GET, AT_A_TIME)
    rows = ending.of_things(request.couple, list(page))
    return render(request, "closeness/together.html", {"page": page, "rows": rows})


def _do(
    request: Seated, public_id: str, change: Callable[[Item, Thing], None], words: str = ""
) -> HttpResponseBase | None:
    """Nothing where it was changed; else where to go instead."""
    now = timezone.now()
    found = ending.find(request.couple, public_id, by=request.user, now=now)
    try:
        if found is None:
            return _ended(request, public_id)
        change(*found)
    except doing.Ended:
        return _ended(request, public_id)
    if words:
        messages.success(request, words)
    return None


def _rate(request: Seated, item: Item, thing: Thing, comfort: int) -> HttpResponse:
    try:
        fell = doing.rate(item, thing, comfort, seat=request.seat)
    except doing.Ended:
        return _ended(request, item.pk)
    messages.success(request, A_LEVEL_BACK if fell else RATED)
    return _home()


def _ended(request: Seated, public_id: str) -> HttpResponse:
    """Whoever ended it, and however, it is told in the same words."""
    if not ending.was_theirs(public_id, by=request.user):
        raise Http404
    messages.info(request, ENDED)
    return _home()


def _home() -> HttpResponse:
    return redirect("closeness:home")

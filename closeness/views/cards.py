"""Cards that somebody answers alone. What they say goes in, and no page shows it again."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from closeness import answering, showing
from closeness.forms import CardsForm
from closeness.models import YES
from closeness.views.seats import Seated, awake
from couples import away, journal, pairing
from couples.away import Fate
from couples.guards import partner, to_journal
from couples.models import User

KEPT = "Kept. Your answers are not shown again; until Sunday you can say something else."
CLOSED = "Those cards are over: their week has ended. Here are the ones of now."


def keep_said(*, by: User, data: QueryDict, now: datetime) -> Fate:
    """Of somebody who was signed out before they sent it only what says less. A yes comes from nobody but
    whoever is signed in: an open page may have been found by another.
    """
    couple = pairing.known_couple(by)
    if couple is None:
        return Fate.LOST
    form = CardsForm(showing.hand(couple, by, now), data)
    if not form.is_valid():
        return Fate.LOST
    less = {card: said for card, said in form.said.items() if said not in YES}
    try:
        answering.say(couple, less, by=by, now=now)
    except answering.RoundClosed:
        return Fate.LOST
    return Fate.KEPT if less == form.said else Fate.LOST


@partner
@away.keeps(keep_said)
@require_http_methods(["GET", "HEAD", "POST"])
@awake
def cards(request: Seated) -> HttpResponseBase:
    """What is sent is taken with the lock closed as well: to choose takes longer than it stays open."""
    sent = request.POST if request.method == "POST" else None
    form = CardsForm(showing.hand(request.couple, request.user, timezone.now()), sent)
    if form.is_valid():
        return _kept(request, form)
    if journal.is_closed(request):
        return to_journal(request)
    return render(request, "closeness/cards.html", {"form": form})


@partner
@away.keeps(keep_said)
@require_POST
@awake
def keep(request: Seated) -> HttpResponse:
    """While somebody chooses; the page says that it is kept when the answer is 204."""
    form = CardsForm(showing.hand(request.couple, request.user, timezone.now()), request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    try:
        answering.say(request.couple, form.said, by=request.user, now=timezone.now())
    except answering.RoundClosed:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


def _kept(request: Seated, form: CardsForm) -> HttpResponse:
    try:
        answering.say(request.couple, form.said, by=request.user, now=timezone.now())
    except answering.RoundClosed:
        messages.info(request, CLOSED)
        return redirect("closeness:cards")
    messages.success(request, KEPT)
    return redirect("closeness:home")

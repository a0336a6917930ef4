"""An apology that was sent, on the side of each of the two; and where all of them are found."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from couples import journal
from couples.guards import Partnered, partner, with_journal
from mending import giving, receiving, showing
from mending.forms import NoteForm, PutAwayForm, TellForm
from mending.models import Apology

TOLD = "{name} can read it now."
NOTED = "Noted, for you alone."
MOVED_ON = "Something else is noted by now. Look once more what would be told."


@partner
@require_safe
def home(request: Partnered) -> HttpResponse:
    closed = journal.is_closed(request)
    context = showing.home(request.couple, request.user, is_closed=closed)
    return render(request, "mending/home.html", {"shown": context})


@partner
@require_safe
def sent(request: Partnered, public_id: str) -> HttpResponse:
    return render(request, "mending/sent.html", {"given": giving.of(_sent(request, public_id))})


@partner
@require_POST
def take_back(request: Partnered, public_id: str) -> HttpResponse:
    found = _sent(request, public_id)
    giving.take_back(found, now=timezone.now())
    return redirect(found)


@partner
@require_safe
@with_journal
def received(request: Partnered, public_id: str) -> HttpResponse:
    found = _received(request, public_id)
    shown = receiving.open_(found, by=request.user, now=timezone.now())
    form = NoteForm(initial={"answer": shown.noted or ""})
    return render(request, "mending/received.html", {"received": shown, "form": form})


@partner
@require_POST
@with_journal
def note(request: Partnered, public_id: str) -> HttpResponseBase:
    found, form = _received(request, public_id), NoteForm(request.POST)
    if not form.is_valid():
        shown = receiving.open_(found, by=request.user, now=timezone.now())
        return render(request, "mending/received.html", {"received": shown, "form": form})
    receiving.note(found, form.answer_given, by=request.user, now=timezone.now())
    messages.success(request, NOTED)
    return redirect("mending:received", public_id)


@partner
@require_POST
@with_journal
def tell(request: Partnered, public_id: str) -> HttpResponseBase:
    found, form = _received(request, public_id), TellForm(request.POST)
    if form.is_valid():
        try:
            receiving.tell(found, **form.facts, by=request.user)
            messages.success(request, TOLD.format(name=found.sender.display_name))
        except receiving.MovedOn:
            messages.info(request, MOVED_ON)
    return redirect("mending:received", public_id)


@partner
@require_POST
@with_journal
def put_away(request: Partnered, public_id: str) -> HttpResponseBase:
    found, form = _received(request, public_id), PutAwayForm(request.POST)
    if form.is_valid():
        receiving.put_away(found, away=form.cleaned_data["away"] == "yes", by=request.user)
    return redirect("mending:home")


def _sent(request: Partnered, public_id: str) -> Apology:
    found = giving.sent(request.couple, public_id, by=request.user)
    if found is None:
        raise Http404
    return found


def _received(request: Partnered, public_id: str) -> Apology:
    found = receiving.received(request.couple, public_id, by=request.user)
    if found is None:
        raise Http404
    return found

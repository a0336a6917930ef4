"""A repair attempt: sent with one press, found by the other, and how it went for each."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from couples import journal, reaching
from couples.guards import Partnered, partner, with_journal
from mending import attempting, offering, outcomes
from mending.forms import OutcomeForm, PutAwayForm, SendAttemptForm
from mending.models import Attempt
from privacy.identifiers import new_public_id

SENT = "It is on its way to {name}."
NOTED = "Noted."
TOO_LATE = "You have noted how it went, so it stays."
GONE = "It was taken back, or you noted it before."
REFUSED = {
    reaching.NobodyThere: "There is nobody here yet to whom it could go.",
    reaching.Resting: "The two of you are resting. It can go when the rest is over.",
    attempting.StillOut: "Your line from before is still with the other. Give it a little time; when you put "
    "it away or note how it went, another one can go.",
    attempting.Enough: "Three lines went out within a day, and that is plenty. A quiet hour can do more now "
    "than another line.",
    attempting.Unknown: "The list has changed meanwhile. Have another look at it.",
}


@partner
@require_safe
def home(request: Partnered) -> HttpResponse:
    return _home(request)


@partner
@require_POST
def send(request: Partnered) -> HttpResponseBase:
    form = SendAttemptForm(request.POST)
    refused = _refused(request, form) if form.is_valid() else REFUSED[attempting.Unknown]
    if refused:
        return _home(request, refused=refused)
    return redirect("mending:repair")


@partner
@require_safe
@with_journal
def attempt(request: Partnered, public_id: str) -> HttpResponse:
    return _attempt(request, _found(request, public_id), OutcomeForm())


@partner
@require_POST
@with_journal
def note(request: Partnered, public_id: str) -> HttpResponseBase:
    found, form = _found(request, public_id), OutcomeForm(request.POST)
    if not form.is_valid():
        return _attempt(request, found, form)
    try:
        if form.given is None:
            outcomes.put_away(found, away=True, by=request.user, now=timezone.now())
            return redirect("mending:repair")
        outcomes.note(found, form.given, by=request.user, now=timezone.now())
        messages.success(request, NOTED)
    except outcomes.MovedOn:
        messages.info(request, GONE)
        return redirect("mending:repair")
    return redirect(found)


@partner
@require_POST
@with_journal
def put_away(request: Partnered, public_id: str) -> HttpResponseBase:
    found, form = _found(request, public_id), PutAwayForm(request.POST)
    if form.is_valid():
        away = form.cleaned_data["away"] == "yes"
        with suppress(outcomes.MovedOn):
            outcomes.put_away(found, away=away, by=request.user, now=timezone.now())
    return redirect("mending:repair")


@partner
@require_POST
@with_journal
def take_back(request: Partnered, public_id: str) -> HttpResponseBase:
    found = _found(request, public_id)
    if found.sender_id != request.user.pk:
        raise Http404
    try:
        attempting.take_back(found, by=request.user, now=timezone.now())
    except attempting.TooLate:
        messages.info(request, TOO_LATE)
    return redirect(found)


def _refused(request: Partnered, form: SendAttemptForm) -> str:
    """Why it was not sent; nothing when it was."""
    facts = form.cleaned_data
    try:
        sent = attempting.send(
            request.couple,
            facts["phrase"],
            token=facts["token"],
            by=request.user,
            now=timezone.now(),
        )
    except tuple(REFUSED) as reason:
        return REFUSED[type(reason)]
    messages.success(request, SENT.format(name=sent.receiver.display_name))
    return ""


def _home(request: Partnered, *, refused: str = "") -> HttpResponse:
    closed, now = journal.is_closed(request), timezone.now()
    page = offering.page(request.couple, request.user, is_closed=closed, now=now)
    context = {"page": page, "token": new_public_id(), "refused": refused, "own": attempting.OWN}
    return render(request, "mending/repair.html", context)


def _attempt(request: Partnered, found: Attempt, form: OutcomeForm) -> HttpResponse:
    try:
        seen = (
            outcomes.open_(found, by=request.user, now=timezone.now())
            if found.stands
            else outcomes.of(found, by=request.user)
        )
    except outcomes.MovedOn:
        raise Http404 from None
    is_mine = found.sender_id == request.user.pk
    other = found.receiver if is_mine else found.sender
    context = {"seen": seen, "form": form, "is_mine": is_mine, "name": other.display_name}
    return render(request, "mending/attempt.html", context)


def _found(request: Partnered, public_id: str) -> Attempt:
    found = attempting.between(request.couple, public_id, by=request.user)
    if found is None:
        raise Http404
    return found

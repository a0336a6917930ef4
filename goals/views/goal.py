"""Goals as both of the two see them; and what each gives in private, behind the lock of one’s own words."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import journal, pauses, reaching
from couples.guards import Partnered, partner, with_journal
from goals import agreeing, pictures, rating, showing
from goals.forms import RateForm, SignForm
from goals.models import Draft, Goal, Idea
from goals.showing import Page

SIGNED = "You have both signed it. It counts from now on."
GIVEN = "Noted."
RESTS = "The goal rests."
REFUSED: dict[type[Exception], str] = {
    reaching.NobodyThere: "There is nobody here yet to set a goal with.",
    reaching.Resting: "The two of you are resting. It can be signed when the rest is over.",
    agreeing.Enough: f"{agreeing.MOST} goals run already, and that is plenty. Let one rest first.",
    agreeing.Changed: "It was changed meanwhile. Read it once more before you sign it.",
    rating.Resting: "The two of you are resting. The goals wait as well.",
    rating.MovedOn: "This page was from before. Here is how it stands now.",
}


@partner
@require_safe
def home(request: Partnered) -> HttpResponse:
    couple, me, now = request.couple, request.user, timezone.now()
    found = showing.home(couple, seen_by=me, now=now)
    is_closed = journal.is_closed(request)
    context = {
        "page": found,
        "picture": pictures.score([one.shown for one in found.running]),
        "partner": couple.partner_of(me),
        "draft": None if is_closed else Draft.objects.new_one(me),
        "ideas": Idea.objects.offered(),
        "pause": pauses.running(couple, now=now),
    }
    return render(request, "goals/home.html", context)


@partner
@require_safe
def goal(request: Partnered, public_id: str) -> HttpResponse:
    return _page(request, _found(request, public_id))


@partner
@require_POST
def sign(request: Partnered, public_id: str) -> HttpResponseBase:
    found, form = _found(request, public_id), SignForm(request.POST)
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            agreeing.sign(found, seen=seen, by=request.user, now=timezone.now())
            messages.success(request, SIGNED)
        except tuple(REFUSED) as reason:
            messages.info(request, REFUSED[type(reason)])
    return redirect(found)


@partner
@require_POST
@with_journal
def rate(request: Partnered, public_id: str) -> HttpResponseBase:
    found = _found(request, public_id)
    page = showing.page(found, seen_by=request.user, now=timezone.now())
    form = RateForm(request.POST, rungs=_rungs(page))
    if not form.is_valid():
        return _page(request, found, form)
    facts = form.cleaned_data
    try:
        seen, number, now = facts["seen"], facts["number"], timezone.now()
        rating.rate(found, form.given, seen=seen, number=number, by=request.user, now=now)
        messages.success(request, GIVEN)
    except tuple(REFUSED) as reason:
        messages.info(request, REFUSED[type(reason)])
    return redirect(found)


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def rest(request: Partnered, public_id: str) -> HttpResponseBase:
    """Asked once more, for it cannot be taken back."""
    found = _found(request, public_id)
    if request.method == "POST":
        agreeing.let_rest(found, now=timezone.now())
        messages.success(request, RESTS)
        return redirect("goals:home")
    page = showing.page(found, seen_by=request.user, now=timezone.now())
    return render(request, "goals/rest.html", {"page": page})


def _page(request: Partnered, found: Goal, form: RateForm | None = None) -> HttpResponse:
    couple, now = request.couple, timezone.now()
    page = showing.page(found, seen_by=request.user, now=now)
    is_closed = journal.is_closed(request)
    context = {
        "page": page,
        "form": None if is_closed else form or _blank(page),
        "is_closed": is_closed,
        "views": page.views(couple.people),
        "partner": couple.partner_of(request.user),
        "picture": pictures.steps(couple.people, page.shown, title="How far you two have come"),
        "pause": pauses.running(couple, now=now),
    }
    return render(request, "goals/goal.html", context)


def _blank(page: Page) -> RateForm | None:
    """Nothing to rate in a round that is done, or when none is open."""
    if page.round is None or page.is_done:
        return None
    initial = {
        "seen": page.number,
        "number": page.round.number,
        "step": page.mine.value if page.mine else None,
    }
    return RateForm(rungs=_rungs(page), initial=initial)


def _rungs(page: Page) -> list[tuple[str, str]]:
    rungs = page.signed.rungs if page.signed else []
    return [(one.step.value, f"{one.step.label}: {one.sentence}") for one in rungs]


def _found(request: Partnered, public_id: str) -> Goal:
    found = showing.found(request.couple, public_id)
    if found is None:
        raise Http404
    return found

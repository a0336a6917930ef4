from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import rhythms
from checkins.models import Rhythm
from checkins.moment_forms import RhythmForm
from couples.guards import Partnered, partner

CHANGED = "This has changed in the meantime. Here is how it stands now."


def _load(request: Partnered, public_id: str) -> Rhythm:
    return get_object_or_404(Rhythm.objects.of(request.couple), public_id=public_id)


@partner
@require_safe
def rhythm(request: Partnered) -> HttpResponse:
    standing = rhythms.standing(request.couple, request.user, now=timezone.now())
    return render(request, "checkins/rhythm.html", {"standing": standing})


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Partnered, public_id: str | None = None) -> HttpResponseBase:
    """With an id: another time instead of that proposal, which the person has before them."""
    seen = _load(request, public_id) if public_id else None
    standing = rhythms.standing(request.couple, request.user, now=timezone.now())
    if standing.partner is None:
        return redirect("checkins:moments")
    form = RhythmForm(
        request.POST or None, people=request.couple.people, initial=_initial(standing)
    )
    if form.is_valid() and _proposed(request, form, seen):
        messages.success(request, "Your times are proposed.")
        return redirect("checkins:moments")
    standing = rhythms.standing(request.couple, request.user, now=timezone.now())
    return render(request, "checkins/propose.html", {"form": form, "standing": standing})


def _initial(standing: rhythms.Standing) -> dict[str, object]:
    latest = standing.proposal or standing.agreed
    return asdict(latest.times) | {"days": latest.days} if latest else {}


def _proposed(request: Partnered, form: RhythmForm, seen: Rhythm | None) -> bool:
    now = timezone.now()
    try:
        rhythms.propose(
            form.times, couple=request.couple, by=request.user, now=now, instead_of=seen
        )
    except rhythms.ChangedMeanwhile:
        form.add_error(None, "This has changed in the meantime. Look at it, then send it again.")
    except rhythms.AlreadyAgreed:
        form.add_error(None, "These are the times that you two have already.")
    return form.is_valid()


@partner
@require_POST
def accept(request: Partnered, public_id: str) -> HttpResponseBase:
    try:
        rhythms.accept(_load(request, public_id), by=request.user, now=timezone.now())
    except rhythms.ChangedMeanwhile:
        messages.info(request, CHANGED)
    else:
        messages.success(request, "Agreed. Your moments are on the calendar of both.")
    return redirect("checkins:moments")


@partner
@require_POST
def withdraw(request: Partnered, public_id: str) -> HttpResponseBase:
    try:
        rhythms.withdraw(_load(request, public_id), by=request.user, now=timezone.now())
    except rhythms.ChangedMeanwhile:
        messages.info(request, CHANGED)
    return redirect("checkins:moments")


@partner
@require_POST
def end(request: Partnered, public_id: str) -> HttpResponseBase:
    rhythms.end(_load(request, public_id), now=timezone.now())
    return redirect("checkins:moments")

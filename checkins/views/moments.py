from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import guide, marking, rhythms, showing, together
from checkins import moments as planning
from checkins.models import Moment, Need
from checkins.models.moments import LAST_STEP
from checkins.moment_forms import MarkForm, MoveForm, StepForm, TakeOutForm
from couples import at_hand, live, paging
from couples.guards import Partnered, partner
from couples.models import Couple
from privacy.fragments import render_page

A_PAGE = 20
NOT_NOW = "That is not possible right now."


def _load(request: Partnered, public_id: str) -> Moment:
    mine = planning.shown_to(request.couple, public_id).for_(request.user)
    found = get_object_or_404(mine)
    found.couple = request.couple
    return found


@partner
@require_safe
def moments(request: Partnered) -> HttpResponse:
    now = timezone.now()
    planning.keep_up(request.couple, now=now)
    agenda = showing.agenda(request.couple, request.user, now=now)
    past = paging.page_of(agenda.past, request.GET, A_PAGE)
    context = {
        "agenda": agenda,
        "standing": rhythms.standing(request.couple, request.user, now=now),
        "past": past,
        "shown": [showing.shown(one, now) for one in past],
    }
    return render(request, "checkins/moments.html", context)


@partner
@require_safe
def moment(request: Partnered, public_id: str) -> HttpResponse:
    now = timezone.now()
    found = _load(request, public_id)
    if request.GET.get("seen") == guide.version(found):
        return HttpResponse(status=204)  # htmx leaves the page as it is
    walk = guide.walk(found, request.GET.get("step", ""), now=now)
    context = {
        "moment": found,
        "shown": showing.shown(found, now),
        "walk": walk,
        "may_move": marking.may_move(found, by=request.user, now=now),
        "needs": Need.objects.offered(),
        "together": together.shown(found, by=request.user),
        "at_hand": partial(at_hand.line, found.couple, now),
    }
    page = render_page(request, "checkins/moment.html", context, fragments=("guide",))
    return page if walk.is_open else live.over(request, page)


@partner
@require_POST
def go_on(request: Partnered, public_id: str) -> HttpResponseBase:
    found, form = _load(request, public_id), StepForm(request.POST)
    if form.is_valid():
        try:
            planning.go_on(found, from_step=form.cleaned_data["from_step"], now=timezone.now())
        except planning.NotNow:
            messages.info(request, NOT_NOW)
    return redirect("checkins:moment", public_id)


@partner
@require_POST
def mark(request: Partnered, public_id: str) -> HttpResponseBase:
    found, form = _load(request, public_id), MarkForm(request.POST)
    if form.is_valid():
        held = form.cleaned_data["held"]
        try:
            marking.mark(found, held=held, by=request.user, now=timezone.now())
        except planning.NotNow:
            messages.info(request, NOT_NOW)
    return redirect(f"{found.get_absolute_url()}?step={LAST_STEP}")


@partner
@require_POST
def take_out(request: Partnered, public_id: str) -> HttpResponseBase:
    """Either takes out what the page showed; what has come in its place since then stays."""
    found, form = _load(request, public_id), TakeOutForm(request.POST)
    if form.is_valid():
        together.take_out_of(found, form.cleaned_data["what"])
    return redirect(found)


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Partnered, public_id: str) -> HttpResponseBase:
    now, found = timezone.now(), _load(request, public_id)
    if request.method != "POST" and not marking.may_move(found, by=request.user, now=now):
        return redirect(found)
    free = marking.free_days(found, by=request.user, now=now)
    form = MoveForm(request.POST or None, moment=found, person=request.user, free=free)
    moved = _moved(request, form, found) if form.is_valid() else None
    if moved:
        return redirect(moved)
    context = {"form": form, "moment": found, "free": free}
    return render(request, "checkins/move.html", context)


def _moved(request: Partnered, form: MoveForm, found: Moment) -> Moment | None:
    try:
        return marking.move(found, to=form.to, by=request.user, now=timezone.now())
    except marking.DayTaken:
        form.add_error("on", "That day has a moment already.")
    except marking.OutOfReach:
        form.add_error("at", "Choose a time from now on, within a week.")
    except (marking.AlreadyMoved, planning.NotNow):
        form.add_error(None, "This one can’t be moved any more.")
    return None


@partner
@require_safe
def live_moment(request: Partnered, public_id: str) -> HttpResponseBase:
    channel = planning.channel(_load(request, public_id))
    is_there = partial(_is_there, public_id)
    may_listen = partial(live.is_still_theirs, request.session.session_key, is_there)
    return live.response(request, channel, may_listen)


def _is_there(public_id: str, couple: Couple) -> bool:
    return planning.shown_to(couple, public_id).exists()

"""The page on which somebody writes a goal, or a changed version of one."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from couples import away, journal, pairing, reaching
from couples.away import Fate
from couples.guards import Partnered, partner, to_journal
from couples.hidden import TokenForm
from couples.models import User
from couples.plain_words import shortened
from goals import agreeing, drafting, showing, wording
from goals.forms import CHANGED_ELSEWHERE, HOLDS, GoalForm, PageForm
from goals.models import Draft, Goal, Idea
from privacy.identifiers import new_public_id

OFFERED = "{name} finds it here, to sign or to change."
REFUSED: dict[type[Exception], str] = {
    reaching.NobodyThere: "There is nobody here yet to set a goal with. What you typed is kept for you.",
    reaching.Resting: "The two of you are resting. It can go when the rest is over, and is kept until then.",
    agreeing.Enough: f"{agreeing.MOST} goals run already, and that is plenty. Let one rest first.",
    agreeing.Changed: CHANGED_ELSEWHERE,
}


def keep_new(*, by: User, data: QueryDict, now: datetime) -> Fate:
    """As `keep` does, for somebody who was signed out before they sent it."""
    page = TokenForm(data)
    if not page.is_valid():
        return Fate.LOST
    return _fate(page.cleaned_data["token"], data, by, now, is_new=True)


def keep_changed(*, by: User, data: QueryDict, now: datetime, public_id: str) -> Fate:
    couple = pairing.known_couple(by)
    if couple is None or showing.found(couple, public_id) is None:
        return Fate.LOST
    return _fate(public_id, data, by, now, is_new=False)


@partner
@away.keeps(keep_new)
@away.asks(*HOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Partnered) -> HttpResponseBase:
    if request.method == "POST":
        return _offer(request, GoalForm(request.POST))
    draft = Draft.objects.new_one(request.user)
    if draft and journal.is_closed(request):
        return to_journal(request)
    hidden = {"token": draft.about if draft else new_public_id(), "seen": 0}
    idea = Idea.objects.find(request.GET.get("idea", ""))
    begun = wording.from_idea(idea) if idea else {}
    return _page(request, _opened(hidden, draft, begun), draft=draft)


@partner
@away.keeps(keep_changed)
@away.asks(*HOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Partnered, public_id: str) -> HttpResponseBase:
    goal = _found(request, public_id)
    if goal.ended_at:
        return redirect(goal)
    if request.method == "POST":
        return _change(request, goal, GoalForm(request.POST))
    draft, newest = Draft.objects.about(public_id, by=request.user), agreeing.newest(goal)
    if draft and journal.is_closed(request):
        return to_journal(request)
    hidden = {"token": new_public_id(), "seen": newest.number}
    form = _opened(hidden, draft, wording.of(newest).fields)
    return _page(request, form, goal=goal, draft=draft)


@partner
@away.keeps(keep_new)
@require_POST
def keep(request: Partnered) -> HttpResponse:
    """While somebody types; the page says that it is kept when the answer is 204."""
    page = TokenForm(request.POST)
    if not page.is_valid():
        return HttpResponse(status=400)
    return _kept(request, page.cleaned_data["token"], is_new=True)


@partner
@away.keeps(keep_changed)
@require_POST
def keep_change(request: Partnered, public_id: str) -> HttpResponse:
    return _kept(request, _found(request, public_id).public_id, is_new=False)


@partner
@require_POST
def forget(request: Partnered) -> HttpResponse:
    """What was begun and not offered: of the page with this token, or of a change to that goal."""
    page = TokenForm(request.POST)
    if page.is_valid():
        Draft.objects.forget(page.cleaned_data["token"], by=request.user)
    return redirect("goals:home")


def _offer(request: Partnered, form: GoalForm) -> HttpResponseBase:
    if not form.is_valid():
        return _page(request, form)
    token, now = form.cleaned_data["token"], timezone.now()
    try:
        goal = agreeing.offer(request.couple, form.worded, token=token, by=request.user, now=now)
    except tuple(REFUSED) as reason:
        drafting.keep(token, form.typed, is_new=True, by=request.user, now=now)
        form.add_error(None, REFUSED[type(reason)])
        return _page(request, form)
    return _on_its_way(request, goal)


def _change(request: Partnered, goal: Goal, form: GoalForm) -> HttpResponseBase:
    if not form.is_valid():
        return _page(request, form, goal=goal)
    facts, now = form.cleaned_data, timezone.now()
    seen, token = facts["seen"], facts["token"]
    try:
        agreeing.change(goal, form.worded, seen=seen, token=token, by=request.user, now=now)
    except tuple(REFUSED) as reason:
        drafting.keep(goal.public_id, form.typed, is_new=False, by=request.user, now=now)
        if goal.ended_at:
            return redirect(goal) if goal.agreed_on else redirect("goals:home")
        form.look_again(request.POST, REFUSED[type(reason)], seen=agreeing.newest(goal).number)
        return _page(request, form, goal=goal)
    return _on_its_way(request, goal)


def _on_its_way(request: Partnered, goal: Goal) -> HttpResponseBase:
    other = request.couple.partner_of(request.user)
    messages.success(request, OFFERED.format(name=other.display_name if other else ""))
    return redirect(goal)


def _opened(
    hidden: Mapping[str, object], draft: Draft | None, before: Mapping[str, object]
) -> GoalForm:
    """What was typed since goes before what was there."""
    typed = draft.typed if draft else None
    return GoalForm(initial={**(before if typed is None else typed), **hidden})


def _page(
    request: Partnered,
    form: GoalForm,
    *,
    goal: Goal | None = None,
    draft: Draft | None = None,
) -> HttpResponse:
    is_whole = draft is None or draft.typed is not None
    context = {
        "form": form,
        "goal": goal,
        "draft": draft if is_whole else None,
        "is_whole": is_whole,
        "ideas": [] if goal or draft or form.is_bound else Idea.objects.offered(),
        "partner": request.couple.partner_of(request.user),
    }
    return render(request, "goals/write.html", context)


def _kept(request: Partnered, about: str, *, is_new: bool) -> HttpResponse:
    form = PageForm(request.POST)
    if not form.can_be_kept:
        return HttpResponse(status=422)
    kept = drafting.keep(about, form.typed, is_new=is_new, by=request.user, now=timezone.now())
    return HttpResponse(status=204 if kept else 409)


def _fate(about: str, data: QueryDict, by: User, now: datetime, *, is_new: bool) -> Fate:
    short = shortened(data, HOLDS)
    form = PageForm(short)
    if not form.can_be_kept:
        return Fate.LOST
    if not form.typed:
        return Fate.KEPT
    if not drafting.keep(about, form.typed, is_new=is_new, by=by, now=now):
        return Fate.LOST
    return Fate.KEPT if short == data else Fate.CUT


def _found(request: Partnered, public_id: str) -> Goal:
    found = showing.found(request.couple, public_id)
    if found is None:
        raise Http404
    return found

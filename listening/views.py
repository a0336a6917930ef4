from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import agreements, at_hand, away, journal, live, paging, pairing, reaching
from couples.away import Fate
from couples.guards import Partnered, partner, to_journal
from couples.models import Couple, User
from listening import drafting, ending, presence, sessions, sharing, showing
from listening.forms import DraftForm, InviteForm, ShareForm, StepForm, form_class
from listening.models import Session
from listening.showing import Asked, Unsent
from listening.turns import Act
from privacy.fragments import render_page

A_PAGE = 20
PASSED = "That step had passed already. This is where the two of you are."
NOT_YET = "Your words were not sent: there was a time-out in between. Here they are, to send again."
NOT_SHARED = "Nothing was shared: your therapist is not the same any more. Here is how it is now."
NOBODY = "It takes two, and you are on your own here for now."
UNDER_WAY = "The two of you have a session open. Here it is."


def keep_typed(*, by: User, data: QueryDict, now: datetime, public_id: str) -> Fate:
    """As `draft` does, for somebody who was signed out before they sent it; it never removes."""
    couple = pairing.known_couple(by)
    found = sessions.shown_to(couple, public_id, now=now) if couple else None
    form = DraftForm(data)
    if not found or not form.is_valid():
        return Fate.LOST
    if not form.cleaned_data["words"]:
        return Fate.KEPT
    is_kept = drafting.keep(found, **form.cleaned_data, by=by, now=now)
    return Fate.KEPT if is_kept else Fate.LOST


@partner
@require_safe
def home(request: Partnered) -> HttpResponse:
    past = Session.objects.of(request.couple).ended().order_by("-moved_at")
    context = {
        "current": sessions.current(request.couple, now=timezone.now()),
        "partner": request.couple.partner_of(request.user),
        "past": paging.page_of(past, request.GET, A_PAGE),
    }
    return render(request, "listening/home.html", context)


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Partnered) -> HttpResponseBase:
    now, other = timezone.now(), request.couple.partner_of(request.user)
    if other is None:
        return redirect("listening:home")
    form = InviteForm(request.POST if request.method == "POST" else None, partner=other)
    if form.is_valid():
        try:
            return redirect(sessions.invite(request.couple, **form.facts, by=request.user, now=now))
        except sessions.UnderWay:
            messages.info(request, UNDER_WAY)
        except reaching.NobodyThere:
            messages.info(request, NOBODY)
        return redirect("listening:home")
    return render(request, "listening/invite.html", {"form": form, "partner": other})


@partner
@require_safe
def session(request: Partnered, public_id: str) -> HttpResponseBase:
    found = _load(request, public_id)
    by_itself = request.headers.get("HX-Request") == "true"
    presence.note(found, request.user, by_itself=by_itself)
    here = presence.of_other(found, request.user)
    if request.GET.get("seen") == showing.seen(found, request.user, now=timezone.now()):
        if request.GET.get("here") == presence.word(here):
            return HttpResponse(status=204)  # htmx leaves the page as it is
        page = {"scene": _scene(request, found), "here": here}
        return presence.alone(render(request, "listening/session.html#presence", page))
    return _page(request, found)


@partner
@away.keeps(keep_typed)
@away.asks("words")
@require_POST
def step(request: Partnered, public_id: str) -> HttpResponseBase:
    found = _load(request, public_id)
    form = form_class(request.POST.get("act", ""), found)(request.POST)
    if form.is_late(found):
        return _passed(request, found, form)
    if not form.is_valid():
        return _page(request, found, form=form)
    if form.hint:
        return _page(request, found, form=form, hint=form.hint)
    act, who = (
        Act(form.cleaned_data["act"]),
        showing.who(found, Act(form.cleaned_data["act"]), form.cleaned_data["who"], request.user),
    )
    try:
        _take(request, found, form, act, who)
    except (sessions.MovedOn, sessions.NotTheirStep):
        return _passed(request, _load(request, public_id), form)
    return redirect(showing.where_to(found, who))


def _take(request: Partnered, found: Session, form: StepForm, act: Act, who: User) -> None:
    sessions.take(
        found,
        act,
        who=who,
        by=request.user,
        seen=form.cleaned_data["seen"],
        given=form.given,
        now=timezone.now(),
    )


def _passed(request: Partnered, found: Session, form: StepForm) -> HttpResponseBase:
    """Words that came too late are given back, for nothing that was typed is lost; those for a step to
    which a time-out leads back are kept for it.
    """
    if not form.typed or sessions.was_sent(found, form.typed, by=request.user):
        messages.info(request, PASSED)
        return redirect(found)
    is_kept = _keep(request, found, DraftForm(request.POST))
    if is_kept and found.state != Session.State.PAUSED:
        messages.info(request, NOT_YET)
        return redirect(found)
    return _page(request, found, unsent=Unsent(form.typed, is_kept))


@partner
@away.keeps(keep_typed)
@require_POST
def draft(request: Partnered, public_id: str) -> HttpResponse:
    """While somebody types; the page says that it is kept when the answer is 204."""
    found, form = _load(request, public_id), DraftForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    return HttpResponse(status=204 if _keep(request, found, form) else 409)


def _keep(request: Partnered, found: Session, form: DraftForm) -> bool:
    now = timezone.now()
    return form.is_valid() and drafting.keep(found, **form.cleaned_data, by=request.user, now=now)


@partner
@require_POST
def forget(request: Partnered, public_id: str) -> HttpResponseBase:
    found = _load(request, public_id)
    ending.forget(found, by=request.user, now=timezone.now())
    return redirect(found)


@partner
@require_POST
def share(request: Partnered, public_id: str) -> HttpResponseBase:
    found, form = _load(request, public_id), ShareForm(request.POST)
    if form.is_valid():
        try:
            _share(request, found, **form.cleaned_data)
        except agreements.AnotherTherapist:
            messages.info(request, NOT_SHARED)
    return redirect(found)


def _share(request: Partnered, found: Session, *, shared: str, link: str) -> None:
    if shared == "yes":
        named = agreements.shown(request.couple, link)
        sharing.share(found, named, by=request.user, now=timezone.now())
    else:
        sharing.take_back(found, by=request.user)


@partner
@require_safe
def live_session(request: Partnered, public_id: str) -> HttpResponseBase:
    found = _load(request, public_id)
    return live.response(
        request,
        found.channel,
        partial(live.is_still_theirs, request.session.session_key, partial(_is_there, public_id)),
        attendance=presence.Line(found, request.user),
    )


def _is_there(public_id: str, couple: Couple) -> bool:
    return sessions.shown_to(couple, public_id, now=timezone.now()) is not None


def _load(request: Partnered, public_id: str) -> Session:
    found = sessions.shown_to(request.couple, public_id, now=timezone.now())
    if found is None:
        raise Http404
    found.couple = request.couple
    return found


def _scene(
    request: Partnered,
    found: Session,
    *,
    form: StepForm | None = None,
    hint: str = "",
    unsent: Unsent | None = None,
) -> showing.Scene:
    link = agreements.link_of(found.couple) if found.state == Session.State.DONE else None
    return showing.scene(
        found,
        request.user,
        asked=Asked(request.GET.get("holder", ""), request.GET.get("at", "")),
        now=timezone.now(),
        sent=form,
        hint=hint,
        unsent=unsent,
        link=link,
        is_shared=sharing.is_shared(found, link, by=request.user),
    )


def _page(
    request: Partnered,
    found: Session,
    *,
    form: StepForm | None = None,
    hint: str = "",
    unsent: Unsent | None = None,
) -> HttpResponseBase:
    scene = _scene(request, found, form=form, hint=hint, unsent=unsent)
    if scene.typed != "" and unsent is None and journal.is_closed(request):
        return _to_journal(request, found)
    here = presence.of_other(found, request.user)
    context: dict[str, object] = {"scene": scene, "here": here}
    context["at_hand"] = partial(at_hand.line, found.couple, scene.now)
    page = render_page(request, "listening/session.html", context, fragments=("turn",))
    return page if found.is_open else live.over(request, page)


def _to_journal(request: Partnered, found: Session) -> HttpResponseBase:
    """Private words wait for a step; a page that looks by itself goes there as a whole."""
    if request.headers.get("HX-Request") != "true":
        return to_journal(request)
    there = to_journal(request, back=found.get_absolute_url())
    return HttpResponse(headers={"HX-Redirect": there["Location"]})

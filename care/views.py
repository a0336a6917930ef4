from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care import caseload as cases
from care import couple_page, looking, milestones, pictures
from care.forms import HoldForm, MarkForm, MilestoneForm, SearchForm
from care.models import TherapistMilestone
from closeness import holding
from couples import away, paging, yourself
from couples.guards import Partnered, SignedIn, partner, therapist
from couples.models import Couple

A_PAGE, TOLD_ON_A_PAGE = 8, 20
PROPOSED = "Suggested. Both of them read it on their page, in the same words."
ONE_AT_A_TIME = "A level is suggested or held already. Lift that one first."
LIFTED = "It is lifted, from this moment on."
WORDED = "You have written this milestone for them already."


@therapist
@require_http_methods(["GET", "HEAD", "POST"])
def caseload(request: SignedIn) -> HttpResponse:
    """A search is sent, not linked to: an address stays in the browser, and names do not belong there."""
    now = timezone.now()
    today = request.user.local_date(now)
    asked = request.POST if request.method == "POST" else request.GET
    form = SearchForm(request.POST)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    found = cases.standings(request.user, today=today, search=search)
    page = paging.page_of(found, asked, A_PAGE)
    rows = cases.rows(list(page.object_list), today=today)
    looking.at_caseload(rows, now=now)
    cards = pictures.cards(rows, today)
    context = {"form": form, "search": search, "page": page, "cards": cards}
    return render(request, "care/caseload.html", context)


@therapist
@require_safe
def told(request: SignedIn) -> HttpResponse:
    """Never on a page of the couple, which the two may see on the therapist's screen."""
    page = paging.page_of(yourself.told_to(request.user), request.GET, TOLD_ON_A_PAGE)
    looking.at_told(page.object_list, now=timezone.now())
    return render(request, "care/told.html", {"page": page})


@therapist
@require_safe
def couple(request: SignedIn, public_id: str) -> HttpResponse:
    return _couple_page(request, _couple(request, public_id), MilestoneForm())


@therapist
@away.asks("title", "line")
@require_POST
def add_milestone(request: SignedIn, public_id: str) -> HttpResponse:
    ours = _couple(request, public_id, "milestones")
    form = MilestoneForm(request.POST)
    if form.is_valid():
        try:
            milestones.add(ours, **form.as_worded(), by=request.user, now=timezone.now())
            return redirect("care:couple", public_id)
        except milestones.WordedAlready:
            form.add_error("title", WORDED)
    return _couple_page(request, ours, form)


@therapist
@require_POST
def mark_milestone(request: SignedIn, public_id: str) -> HttpResponse:
    milestone, now = _own(request, public_id), timezone.now()
    form = MarkForm(request.POST, milestone=milestone, today=request.user.local_date(now))
    if form.is_valid():
        milestones.mark(milestone, on=form.cleaned_data["on"], now=now)
        messages.success(request, "Marked. Both find it among what they have reached.")
        return redirect("care:couple", milestone.couple.public_id)
    return _couple_page(request, milestone.couple, MilestoneForm(), marking=form)


@therapist
@require_POST
def unmark_milestone(request: SignedIn, public_id: str) -> HttpResponse:
    milestone = _own(request, public_id)
    milestones.unmark(milestone, by=request.user, now=timezone.now())
    return redirect("care:couple", milestone.couple.public_id)


@therapist
@require_POST
def remove_milestone(request: SignedIn, public_id: str) -> HttpResponse:
    milestone = _own(request, public_id)
    milestones.remove(milestone)
    return redirect("care:couple", milestone.couple.public_id)


@therapist
@require_POST
def propose_hold(request: SignedIn, public_id: str) -> HttpResponse:
    ours, now = _couple(request, public_id, "closeness"), timezone.now()
    form = HoldForm(request.POST, levels=holding.levels(ours))
    if not form.is_valid():
        return _couple_page(request, ours, MilestoneForm(), hold_form=form)
    link, until = cases.link_to(ours, request.user), form.until(request.user.local_date(now))
    try:
        holding.propose(link, level=form.cleaned_data["level"], until=until, now=now)
        messages.success(request, PROPOSED)
    except holding.OneAtATime:
        messages.info(request, ONE_AT_A_TIME)
    except holding.NotAgreed:
        raise Http404 from None
    return redirect("care:couple", public_id)


@therapist
@require_POST
def lift_hold(request: SignedIn, public_id: str) -> HttpResponse:
    hold = get_object_or_404(holding.by(request.user), pk=public_id)
    holding.lift(hold, now=timezone.now())
    messages.success(request, LIFTED)
    return redirect("care:couple", hold.couple.public_id)


@partner
@require_safe
def path(request: Partnered) -> HttpResponse:
    """What the two have reached. Whoever opens it has read what was new."""
    milestones.greet(request.user, request.couple, now=timezone.now())
    return render(request, "care/path.html", {"path": couple_page.path(request.couple)})


def _couple(request: SignedIn, public_id: str, *kinds: str) -> Couple:
    """One of mine that both let me see; of which both agreed to `kinds` as well."""
    ours = get_object_or_404(cases.couples_of(request.user), public_id=public_id)
    if not set(kinds) <= cases.agreed_kinds([ours.pk])[ours.pk]:
        raise Http404
    return ours


def _own(request: SignedIn, public_id: str) -> TherapistMilestone:
    mine = TherapistMilestone.objects.visible_to(request.user).select_related("couple")
    return get_object_or_404(mine, public_id=public_id)


def _couple_page(
    request: SignedIn,
    ours: Couple,
    form: MilestoneForm,
    *,
    marking: MarkForm | None = None,
    hold_form: HoldForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    today = request.user.local_date(now)
    page = couple_page.page(ours, today=today, now=now)
    looking.at_page(page, now=now)
    context = {"page": page, "form": form, "ahead": _ahead(page, marking, today)}
    if page.ahead is not None:
        context["marked_today"] = milestones.marked_on(today, ours, by=request.user)
    if page.closeness is not None:
        context["hold_form"] = hold_form or HoldForm(levels=holding.levels(ours))
    return render(request, "care/couple.html", context)


def _ahead(page: couple_page.Page, marking: MarkForm | None, today: date) -> list[MarkForm]:
    return [
        marking
        if marking and marking.milestone == milestone
        else MarkForm(milestone=milestone, today=today)
        for milestone in page.ahead or ()
    ]

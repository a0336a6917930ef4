"""Ideas of the two’s own: both read them at once, and they enter both decks like any other."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from closeness import ground, options, own
from closeness.forms import IdeaForm
from closeness.models.own import MOST_OWN
from closeness.views.seats import Seated, awake
from couples import away
from couples.guards import partner
from privacy.identifiers import new_public_id

ADDED = "Added. Both of you see it here; it can be among the cards of either."
ENOUGH = f"You have {MOST_OWN} ideas here already. Remove one first."
TOO_MANY_NEW = "Three new ones in four weeks are plenty. Keep this one for later."


@partner
@away.asks("name", "what")
@require_http_methods(["GET", "HEAD", "POST"])
@awake
def ideas(request: Seated) -> HttpResponseBase:
    sent = request.POST if request.method == "POST" else None
    form = IdeaForm(sent, token=new_public_id(), left_out=ground.left_out(request.couple))
    if form.is_valid() and _is_added(request, form):
        messages.success(request, ADDED)
        return redirect("closeness:ideas")
    known = [options.own(one) for one in own.of(request.couple)]
    other = request.couple.partner_of(request.user)
    context = {"form": form, "ideas": known, "partner": other}
    return render(request, "closeness/ideas.html", context)


@partner
@require_POST
@awake
def remove(request: Seated, public_id: str) -> HttpResponse:
    if not own.remove(public_id, by=request.user, now=timezone.now()):
        raise Http404
    return redirect("closeness:ideas")


def _is_added(request: Seated, form: IdeaForm) -> bool:
    try:
        own.add(request.couple, **form.cleaned_data, by=request.user, now=timezone.now())
    except own.Enough:
        form.add_error(None, ENOUGH)
        return False
    except own.TooManyNew:
        form.add_error(None, TOO_MANY_NEW)
        return False
    return True

"""What somebody likes to hear from the other: a list that the other reads."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from couples import away
from couples.guards import Partnered, partner
from mending import liking
from mending.forms import CHANGED_ELSEWHERE, LikedForm

KEPT = "Your list is kept. {name} can read it."


@partner
@away.asks("own")
@require_http_methods(["GET", "HEAD", "POST"])
def liked(request: Partnered) -> HttpResponseBase:
    other = request.couple.partner_of(request.user)
    if other is None:
        return redirect("mending:repair")
    kept = liking.of(request.couple, request.user)
    form = LikedForm(kept, request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_kept(request, form):
        messages.success(request, KEPT.format(name=other.display_name))
        return redirect("mending:repair")
    return render(request, "mending/liked.html", {"form": form, "kept": kept, "partner": other})


def _is_kept(request: Partnered, form: LikedForm) -> bool:
    own, seen = form.cleaned_data["own"], form.cleaned_data["seen"]
    try:
        liking.keep(request.couple, form.slugs, own, seen=seen, by=request.user)
    except liking.Changed:
        seen = liking.of(request.couple, request.user).version
        form.look_again(request.POST, CHANGED_ELSEWHERE, seen=seen)
        return False
    return True

"""The cycle as it is drawn, its name, and ways out of it: both see the same."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import away, pauses, reaching
from couples.guards import Partnered, partner
from cycle import drawing, loops, ours
from cycle.forms import ExitForm, NameForm
from privacy.identifiers import new_public_id

KEPT = "Kept. Both of you see it."
RESTING = "The two of you are resting. This can wait until the rest is over."
REFUSED = {
    reaching.NobodyThere: "There is nobody here yet to share it with.",
    reaching.Resting: RESTING,
    ours.Changed: "It was named anew meanwhile, as you see above. Send yours once more to keep yours.",
    ours.Enough: f"There are {ours.MOST_EXITS} ways out already. Remove one of yours first.",
}


@partner
@require_safe
def home(request: Partnered) -> HttpResponse:
    couple, me = request.couple, request.user
    loop = loops.of(couple, seen_by=me)
    context = {
        "loop": loop,
        "pictures": drawing.pictures(loop) if loop else [],
        "partner": couple.partner_of(me),
        "called": ours.name_of(couple),
        "exits": ours.exits(couple, seen_by=me),
        "pause": pauses.running(couple, now=timezone.now()),
    }
    return render(request, "cycle/home.html", context)


@partner
@away.asks("words")
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: Partnered) -> HttpResponseBase:
    if request.couple.partner_of(request.user) is None:
        return redirect("cycle:home")
    called = ours.name_of(request.couple)
    kept = {"seen": called.version, "words": called.words}
    form = NameForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid() and _is_named(request, form):
        messages.success(request, KEPT)
        return redirect("cycle:home")
    called = ours.name_of(request.couple)
    return render(request, "cycle/name.html", {"form": form, "called": called})


@partner
@away.asks("own")
@require_http_methods(["GET", "HEAD", "POST"])
def exits(request: Partnered) -> HttpResponseBase:
    other = request.couple.partner_of(request.user)
    if other is None:
        return redirect("cycle:home")
    known = ours.exits(request.couple, seen_by=request.user)
    sent = request.POST if request.method == "POST" else None
    besides = [] if sent else [one.words for one in known]
    form = ExitForm(sent, token=new_public_id(), besides=besides)
    if form.is_valid() and _is_marked(request, form):
        messages.success(request, KEPT)
        return redirect("cycle:exits")
    context = {"form": form, "exits": known, "partner": other}
    return render(request, "cycle/exits.html", context)


@partner
@require_POST
def remove_exit(request: Partnered, public_id: str) -> HttpResponse:
    if not ours.remove_exit(request.couple, public_id, by=request.user):
        raise Http404
    return redirect("cycle:exits")


def _is_named(request: Partnered, form: NameForm) -> bool:
    words, seen = form.cleaned_data["words"], form.cleaned_data["seen"]
    try:
        ours.name(request.couple, words, seen=seen, by=request.user, now=timezone.now())
    except tuple(REFUSED) as reason:
        seen = ours.name_of(request.couple).version
        form.look_again(request.POST, REFUSED[type(reason)], seen=seen)
        return False
    return True


def _is_marked(request: Partnered, form: ExitForm) -> bool:
    token, now = form.cleaned_data["token"], timezone.now()
    try:
        ours.mark_exit(request.couple, form.words, token=token, by=request.user, now=now)
    except tuple(REFUSED) as reason:
        form.add_error(None, REFUSED[type(reason)])
        return False
    return True

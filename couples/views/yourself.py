"""The private check of safety. Only for oneself: no page here shows what was said before."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from couples import agreements, away
from couples import yourself as check
from couples.forms import QuestionsForm, TellForm
from couples.guards import Partnered, partner


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def yourself(request: Partnered) -> HttpResponse:
    """What it is, in words for any eyes; POST is “not now”."""
    if request.method == "POST":
        check.skip(by=request.user, now=timezone.now())
        return redirect("checkins:today")
    return render(request, "couples/yourself.html")


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: Partnered) -> HttpResponse:
    form = QuestionsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        check.answer(form.cleaned_data, by=request.user, now=timezone.now())
        return redirect("couples:afterwards")
    return render(request, "couples/questions.html", {"form": form})


@partner
@away.asks("words")
@require_http_methods(["GET", "HEAD", "POST"])
def afterwards(request: Partnered) -> HttpResponse:
    """Whom one can turn to: the same page whatever the answers were."""
    link = agreements.link_of(request.couple)
    form = TellForm(request.POST if request.method == "POST" else None, link=link)
    if form.is_valid():
        try:
            named = agreements.shown(request.couple, form.cleaned_data["link"])
            check.tell(named, **form.told, by=request.user, now=timezone.now())
            messages.success(request, "Done.")
            return redirect("couples:yourself")
        except agreements.AnotherTherapist:
            form = form.for_another(link)
    return render(request, "couples/afterwards.html", {"link": link, "form": form})


@partner
@require_POST
def take_back(request: Partnered) -> HttpResponse:
    check.take_back(by=request.user)
    messages.success(request, "Nothing of it is kept any more.")
    return redirect("couples:yourself")

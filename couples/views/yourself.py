"""The private check of safety. Only for oneself: no page here shows what was said before.

All its steps stand at one address, so that a browser’s history names none of them. Which one comes next
is kept in the session for one page: going back, loading again or coming later leads to the first.
"""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from couples import agreements, away
from couples import yourself as check
from couples.forms import QuestionsForm, TellForm
from couples.guards import Partnered, partner

NEXT: Final = "yourself"  # in the session
Step = Callable[[Partnered], HttpResponse]


@partner
@away.asks("words")
@require_http_methods(["GET", "HEAD", "POST"])
def yourself(request: Partnered) -> HttpResponse:
    if request.method == "POST":
        return TAKEN.get(request.POST.get("step", ""), _skip)(request)
    return SHOWN.get(request.session.pop(NEXT, ""), _first)(request)


def _first(request: Partnered) -> HttpResponse:
    """What it is, in words for any eyes."""
    return render(request, "couples/yourself.html")


def _skip(request: Partnered) -> HttpResponse:
    check.skip(by=request.user, now=timezone.now())
    return redirect("checkins:today")


def _begin(request: Partnered) -> HttpResponse:
    return _on(request, "questions")


def _questions(request: Partnered) -> HttpResponse:
    return render(request, "couples/questions.html", {"form": QuestionsForm()})


def _answer(request: Partnered) -> HttpResponse:
    form = QuestionsForm(request.POST)
    if not form.is_valid():
        return render(request, "couples/questions.html", {"form": form})
    check.answer(form.cleaned_data, by=request.user, now=timezone.now())
    return _on(request, "afterwards")


def _afterwards(request: Partnered) -> HttpResponse:
    """Whom one can turn to: the same page whatever the answers were."""
    link = agreements.link_of(request.couple)
    context = {"link": link, "form": TellForm(link=link)}
    return render(request, "couples/afterwards.html", context)


def _tell(request: Partnered) -> HttpResponse:
    link = agreements.link_of(request.couple)
    form = TellForm(request.POST, link=link)
    if form.is_valid():
        try:
            named = agreements.shown(request.couple, form.cleaned_data["link"])
            check.tell(named, **form.told, by=request.user, now=timezone.now())
            messages.success(request, "Done.")
            return _on(request, "")
        except agreements.AnotherTherapist:
            form = form.for_another(link)
    return render(request, "couples/afterwards.html", {"link": link, "form": form})


def _take_back(request: Partnered) -> HttpResponse:
    check.take_back(by=request.user)
    messages.success(request, "Nothing of it is kept any more.")
    return _on(request, "")


def _on(request: Partnered, step: str) -> HttpResponse:
    request.session[NEXT] = step
    return redirect("couples:yourself")


SHOWN: Final[dict[str, Step]] = {"questions": _questions, "afterwards": _afterwards}
TAKEN: Final[dict[str, Step]] = {
    "begin": _begin,
    "answer": _answer,
    "tell": _tell,
    "take_back": _take_back,
}

from dataclasses import asdict
from datetime import datetime

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import away, journal
from couples.away import Fate
from couples.guards import Partnered, partner, to_journal, with_journal
from couples.models import User
from couples.plain_words import shortened
from exercises import browsing, doing_together, favourites, finding, practising
from exercises.forms import AnswerForm, FindForm
from exercises.models import Answer, ExerciseVersion, Sitting
from exercises.practising import Place


def keep_typed(*, by: User, data: QueryDict, now: datetime, sitting_id: str, position: int) -> Fate:
    """As `keep` does, for somebody who was signed out before they sent it; it only ever adds."""
    sitting = Sitting.objects.visible_to(by).filter(public_id=sitting_id).first()
    place = practising.place(sitting.version, position) if sitting else None
    short = shortened(data, {"words": Answer.LONGEST})
    form = AnswerForm(place.step, short) if place else None
    if not (sitting and place and form and form.is_valid()):
        return Fate.LOST
    if not form.words:
        return Fate.KEPT
    if not sitting.is_open and practising.answer_to(sitting, place.step):
        return Fate.LOST
    practising.keep(sitting, place.step, words=form.words, now=now)
    return Fate.KEPT if short == data else Fate.CUT


@partner
@require_safe
def browse(request: Partnered) -> HttpResponse:
    context = {"shelf": browsing.shelf(request.user), "form": FindForm()}
    return render(request, "exercises/browse.html", context)


@partner
@require_safe
def lessons(request: Partnered) -> HttpResponse:
    context = {"shelf": browsing.shelf(request.user, lessons=True), "form": FindForm()}
    return render(request, "exercises/lessons.html", context)


@partner
@require_POST
def find(request: Partnered) -> HttpResponse:
    """What somebody looks for is sent, and goes on sealed: an address stays in the browser."""
    form = FindForm(request.POST)
    if not form.is_valid():
        return render(request, "exercises/found.html", {"form": form})
    if not form.has_changed():
        return redirect("exercises:browse")
    return redirect("exercises:found", finding.sealed(form.question, by=request.user))


@partner
@require_safe
def found(request: Partnered, question: str) -> HttpResponse:
    asked = finding.opened(question, by=request.user)
    if asked is None:
        raise Http404
    context = {
        "form": FindForm(initial=asdict(asked)),
        "found": finding.find(asked, by=request.user),
        "marks": browsing.marks(request.user),
    }
    return render(request, "exercises/found.html", context)


@partner
@require_safe
def exercise(request: Partnered, slug: str) -> HttpResponse:
    version = _offered(request, slug)
    sitting = practising.open_sitting(version.exercise, by=request.user)
    context = {
        "version": version,
        "steps": practising.steps_of(version),
        "sitting": sitting,
        "is_favourite": version.exercise_id in favourites.of(request.user),
        "together": doing_together.offer(
            version, couple=request.couple, by=request.user, now=timezone.now()
        ),
    }
    return render(request, "exercises/exercise.html", context)


@partner
@require_POST
def start(request: Partnered, slug: str) -> HttpResponse:
    version = _offered(request, slug)
    sitting = practising.start(version, by=request.user, now=timezone.now())
    return redirect("exercises:step", sitting.public_id, sitting.position)


@partner
@require_POST
def start_again(request: Partnered, slug: str) -> HttpResponse:
    version = _offered(request, slug)
    sitting = practising.start_again(version, by=request.user, now=timezone.now())
    return redirect("exercises:step", sitting.public_id, sitting.position)


@partner
@require_POST
def add_favourite(request: Partnered, slug: str) -> HttpResponse:
    favourites.add(_offered(request, slug).exercise, by=request.user)
    return redirect("exercises:exercise", slug)


@partner
@require_POST
def remove_favourite(request: Partnered, slug: str) -> HttpResponse:
    favourites.remove(_offered(request, slug).exercise, by=request.user)
    return redirect("exercises:exercise", slug)


@partner
@require_POST
def put_together(request: Partnered, slug: str) -> HttpResponse:
    version = _offered(request, slug)
    doing_together.put(version, couple=request.couple, by=request.user, now=timezone.now())
    return redirect("exercises:exercise", slug)


@partner
@require_POST
def take_out(request: Partnered, slug: str) -> HttpResponse:
    version = _offered(request, slug)
    doing_together.take_out(version, couple=request.couple, now=timezone.now())
    return redirect("exercises:exercise", slug)


@partner
@require_http_methods(["GET", "HEAD", "POST"])
@away.keeps(keep_typed)
@away.asks("words")
def step(request: Partnered, sitting_id: str, position: int) -> HttpResponseBase:
    sitting = _sitting(request, sitting_id)
    place = _place(sitting, position)
    sent = request.POST if request.method == "POST" else None
    before = practising.answer_to(sitting, place.step)
    if before and sent is None and journal.is_closed(request):
        return to_journal(request)
    form = AnswerForm(place.step, sent, before=before)
    if form.is_bound and form.is_valid():
        return _go_on(request, sitting, place, form)
    context = {"sitting": sitting, "version": sitting.version, "place": place, "form": form}
    return render(request, "exercises/step.html", context)


@partner
@away.keeps(keep_typed)
@require_POST
def keep(request: Partnered, sitting_id: str, position: int) -> HttpResponse:
    """While somebody types; the page says that it is kept when the answer is 204."""
    sitting = _sitting(request, sitting_id)
    place = _place(sitting, position)
    form = AnswerForm(place.step, request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    practising.keep(sitting, place.step, words=form.words, now=timezone.now())
    return HttpResponse(status=204)


@partner
@require_safe
def done(request: Partnered, sitting_id: str) -> HttpResponse:
    sitting = _sitting(request, sitting_id)
    if sitting.is_open:
        return redirect("exercises:step", sitting.public_id, sitting.position)
    version = sitting.version
    beside = browsing.beside(version, by=request.user) if version.exercise.is_lesson else None
    context = {"sitting": sitting, "version": version, "beside": beside}
    return render(request, "exercises/done.html", context)


@partner
@require_safe
def own(request: Partnered) -> HttpResponse:
    page = browsing.past(request.user, page=request.GET.get("page", "1"))
    return render(request, "exercises/own.html", {"page": page})


@partner
@require_safe
@with_journal
def look_back(request: Partnered, sitting_id: str) -> HttpResponse:
    sitting = _sitting(request, sitting_id)
    answers = practising.answers_of(sitting)
    offered = practising.find(sitting.version.exercise.slug, by=request.user)
    context = {"sitting": sitting, "answers": answers, "offered": offered}
    return render(request, "exercises/look_back.html", context | {"version": sitting.version})


def _offered(request: Partnered, slug: str) -> ExerciseVersion:
    version = practising.find(slug, by=request.user)
    if version is None:
        raise Http404
    return version


def _sitting(request: Partnered, sitting_id: str) -> Sitting:
    return get_object_or_404(Sitting.objects.visible_to(request.user), public_id=sitting_id)


def _place(sitting: Sitting, position: int) -> Place:
    place = practising.place(sitting.version, position)
    if place is None:
        raise Http404
    return place


def _go_on(request: Partnered, sitting: Sitting, place: Place, form: AnswerForm) -> HttpResponse:
    towards = practising.towards(request.POST.get("go", ""))
    there = practising.go_on(
        sitting,
        place,
        words=form.words,
        towards=towards,
        by=request.user,
        couple=request.couple,
        now=timezone.now(),
    )
    if there:
        return redirect("exercises:step", sitting.public_id, there.position)
    if towards is practising.Towards.LATER:
        return redirect("exercises:browse")
    return redirect("exercises:done", sitting.public_id)

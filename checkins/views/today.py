from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from checkins import days, private, reading, showing
from couples import celebrations, glance, journal, navigation, suggestions
from couples.guards import Partnered, everyone, partner
from couples.models import User

ELSEWHERE = {User.Role.THERAPIST: "/caseload/", User.Role.STAFF: "/admin/"}


@everyone
@require_safe
def today(request: HttpRequest) -> HttpResponseBase:
    """The first page of everybody; each has a home of their own."""
    user = request.user
    if not user.is_authenticated:
        return redirect("couples:welcome")
    if user.is_partner:
        return home(request)
    return redirect(ELSEWHERE[User.Role(user.role)])


@partner
def home(request: Partnered) -> HttpResponse:
    now = timezone.now()
    seen = glance.at(request.user, now)
    today = request.user.local_date(now)
    week = days.week(request.user, request.couple, today, lately=seen["days"])
    closed = bool(seen["lock"]) and journal.is_closed(request)
    theirs = week.today.theirs and reading.read(week.today.theirs, by=request.user, now=now)
    context = {
        "greeting": days.greeting(request.user, now),
        "week": week,
        "mine": private.veiled(week.today.mine, request),
        "theirs": theirs,
        "change": week.today.may_change and navigation.url("checkins:check_in"),
        "rests": seen["rest"],
        "moment": seen["moment"] and showing.next_one(request.couple, request.user, now=now),
        "celebration": week.today.mine
        and celebrations.for_person(request.user, request.couple, now, seen),
        "suggestion": suggestions.for_person(request.user, now, seen, is_closed=closed),
        "closed": closed,
    }
    return render(request, "checkins/today.html", context)

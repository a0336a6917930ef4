from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from checkins import days, drafting, forms, looking_back, private, reading
from couples import journal, navigation
from couples.guards import Partnered, partner, to_journal


@partner
@require_safe
def history(request: Partnered, month: date | None = None) -> HttpResponse:
    now = timezone.now()
    today, closed = request.user.local_date(now), journal.is_closed(request)
    unsent = drafting.unsent(request.user, now) if month is None and not closed else []
    month = month or today.replace(day=1)
    entries = days.month(request.user, month)
    private.all_veiled(entries, request)
    end = looking_back.last_shown(entries, month, today)
    earlier, later = days.months_around(request.user, month)
    context = {
        "month": month,
        "entries": entries,
        "squares": looking_back.squares(entries, month, end),
        "trend": looking_back.trend(entries, month, end),
        "earlier": earlier,
        "later": later,
        "closed": closed,
        "unsent": unsent,
    }
    return render(request, "checkins/history.html", context)


@partner
@require_safe
def week(request: Partnered, until: date | None = None) -> HttpResponse:
    today = request.user.local_date(timezone.now())
    if until and until > today:
        raise Http404
    dates = days.seven_until(until or today)
    entries = days.numbers(request.user, dates)
    earlier, later = days.weeks_around(request.user, dates, today)
    context = {
        "dates": dates,
        "rows": looking_back.beside_each_other(entries, dates) if entries else [],
        "earlier": earlier,
        "later": later,
    }
    return render(request, "checkins/week.html", context)


@partner
@require_POST
def remove_draft(request: Partnered) -> HttpResponseBase:
    """Of a day that is over; one that can still be written is the business of its own page."""
    on = forms.PageForm(request.POST).day
    if journal.is_closed(request):
        return to_journal(request)
    if on and on not in days.open_to(request.user, timezone.now()):
        drafting.remove(by=request.user, on=on)
        messages.success(request, "Removed.")
    return redirect("checkins:history")


@partner
@require_safe
def day(request: Partnered, on: date) -> HttpResponse:
    now = timezone.now()
    if not days.is_mine(request.user, on):  # the partner’s is not even looked for: time would tell
        raise Http404
    found = days.day(request.user, request.couple, on)
    theirs = found.theirs and reading.read(found.theirs, by=request.user, now=now)
    open_days = days.open_to(request.user, now) if found.may_change else ()
    pages = dict(zip(open_days, ("checkins:check_in", "checkins:check_in_yesterday"), strict=False))
    context = {
        "on": on,
        "mine": private.veiled(found.mine, request),
        "theirs": theirs,
        "change": on in pages and navigation.url(pages[on]),
        "closed": journal.is_closed(request),
    }
    return render(request, "checkins/day.html", context)

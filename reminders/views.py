from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from couples import pauses
from couples.guards import Partnered, partner
from privacy.fragments import render_page
from reminders import choosing
from reminders.forms import ReminderForm


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Partnered) -> HttpResponse:
    now = timezone.now()
    mine = choosing.preferences_of(request.user)
    form = ReminderForm(request.POST if request.method == "POST" else None, mine=mine)
    if form.is_valid():
        choosing.choose(mine, **form.cleaned_data, now=now)
        messages.success(request, "Saved.")
        return redirect("reminders:settings")
    page = {
        "form": form,
        "coming": choosing.coming(request.user, now),
        "clock": request.user.time_zone.replace("_", " "),
        "pause": pauses.running(request.couple, now=now),
    }
    return render_page(request, "reminders/settings.html", page)

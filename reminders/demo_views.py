"""The demo's post office. These pages exist only where MOMENTS_ENV is `demo`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from couples.guards import everyone
from reminders import mailbox


@everyone
def mail(request: HttpRequest) -> HttpResponse:
    return render(request, "reminders/demo_mail.html", {"letters": mailbox.newest()})

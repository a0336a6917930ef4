from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from couples import looks as log
from couples import people, zones
from couples.forms import ProfileForm
from couples.guards import SignedIn, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedIn) -> HttpResponse:
    form = ProfileForm(request.POST or None, initial=people.profile(request.user))
    if form.is_valid():
        people.describe(request.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("couples:settings")
    return render(request, "couples/settings.html", {"form": form, "zones": sorted(zones.names())})


@signed_in
@require_safe
def looks(request: SignedIn) -> HttpResponse:
    found = log.at(request.user, now=timezone.now())
    return render(request, "couples/looks.html", {"looks": found})

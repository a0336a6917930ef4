from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from couples import countries, helplines
from couples.guards import everyone
from couples.models import User


@everyone
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """For everybody, signed in or not: who opens it is nobody's business."""
    zone = request.user.told_zone if isinstance(request.user, User) else ""
    near = countries.of_zone(zone) or countries.of_languages(
        request.headers.get("Accept-Language", "")
    )
    context = {"countries": helplines.by_country(near), "near": near}
    return render(request, "couples/support.html", context)

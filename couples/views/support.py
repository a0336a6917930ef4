from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from couples import helplines
from couples.guards import everyone


@everyone
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """The same for everybody, signed in or not: who opens it is nobody's business."""
    return render(request, "couples/support.html", {"countries": helplines.by_country()})

"""The front door and the quick exit."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from couples.guards import everyone
from privacy import sessions


@everyone
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    return render(request, "couples/welcome.html")


# A forged request could only sign somebody out; a token would keep a person in danger from leaving.
@csrf_exempt
@everyone
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit: the session is dead, the browser is elsewhere. Whatever fails, the browser goes."""
    sessions.end(request)
    response = HttpResponseRedirect(settings.NEUTRAL_SITE)
    response.delete_cookie(settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_PATH)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response

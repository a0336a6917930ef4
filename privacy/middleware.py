"""Around every request: a transaction that knows who is asking, and headers that keep nothing."""

from collections.abc import Callable

from csp.constants import HEADER as CONTENT_SECURITY_POLICY
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_vary_headers

from privacy import context, sessions

Handler = Callable[[HttpRequest], HttpResponseBase]

ASKED = ["GET", "HEAD", "POST", "DELETE"]
SIGN_IN = "/account/"
STREAMS = "/live/"
NOT_ASKED_FOR = (
    "accelerometer camera display-capture geolocation gyroscope hid magnetometer microphone midi payment "
    "serial usb"
)
STATIC_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_ASKED_FOR.split()),
    "X-Robots-Tag": "noindex, nofollow",
}


class Headers:
    """No page is kept by a browser or a proxy; a fragment is never mistaken for its page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        # One policy for all pages, without nonces: it is put into words once. The one exception: `framing`.
        self.headers = STATIC_HEADERS | {CONTENT_SECURITY_POLICY: build_policy()}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
            patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response


class Methods:
    """Three ways to ask, and DELETE, which each page refuses itself; any other is refused before all of it.

    Class views of allauth would take PUT for POST and answer OPTIONS to anybody.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in ASKED:
            return self.get_response(request)
        return HttpResponseNotAllowed(ASKED)


class Sessions(SessionMiddleware):
    """What a page asks for by itself, such as a stream or a look for news, keeps nobody signed in."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        by_itself = request.path.startswith(STREAMS) or (
            request.method == "GET" and request.headers.get("HX-Request") == "true"
        )
        sessions.store(request).is_visit = not by_itself


class OwnForms:
    """Names the origin of our own forms, which browsers keep to themselves on a page without referrer.

    They send `Origin: null` then, as a forged page in a sandbox does; which of the two it is they say in
    `Sec-Fetch-Site`, which no script can set. Django goes on to check origin and token as ever.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        own = request.META.get("HTTP_SEC_FETCH_SITE") == "same-origin"
        if own and request.META.get("HTTP_ORIGIN") == "null":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return self.get_response(request)


class WhoIsAsking:
    """One transaction a request, from the first look at the person to the last rendered byte.

    `ATOMIC_REQUESTS` ends before lazy templates render and starts after middleware has queried, so
    the settings that row-level security reads would be missing in both.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with context.asking(asker_of(request)):
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """The session names a person; from here on it is certain who it is, or that it is nobody."""
        context.tell(certain_asker(request))
        return None


class Person(AuthenticationMiddleware):
    """Every page asks who it is, so they are loaded at once, and nothing stands in for them meanwhile."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = get_user(request)


class Left:
    """A browser that left says so with whatever it asks for next, such as the page that Back leads to: the
    request that was to end the session may still be on its way, or was lost with the line.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.LEFT_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        sessions.end(request)
        response = self.get_response(request)
        response.delete_cookie(settings.LEFT_COOKIE_NAME)
        return response


def asker_of(request: HttpRequest) -> context.Asker:
    """Whom the session names, before Django has verified it: enough to load that one account."""
    user_id = request.session.get(SESSION_KEY)
    if user_id is None:
        return context.Asker(door=True)
    return context.Asker(user_id=int(user_id), door=request.path.startswith(SIGN_IN))


def certain_asker(request: HttpRequest) -> context.Asker:
    user = request.user
    if not user.is_authenticated:
        return context.Asker(door=True)
    door = request.path.startswith(SIGN_IN)
    return context.Asker(user_id=user.pk, door=door, staff=user.is_staff)

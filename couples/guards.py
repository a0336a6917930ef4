"""Who may call a view. Each view carries exactly one of these; a test walks the URLconf for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    suspend_request,
)
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from couples import away, journal, pairing, second_factor
from couples.models import Couple, User

P = ParamSpec("P")


class SignedIn(HttpRequest):
    user: User


class Partnered(SignedIn):
    couple: Couple


Guarded = Callable[..., HttpResponseBase]


def _marked(view: Any, guard: str) -> Guarded:
    view.guard = guard
    return view  # type: ignore[no-any-return]  # a view that got an attribute


def everyone(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Guarded:
    """Signed in or not."""
    return _marked(login_not_required(view), "everyone")


def signed_in(view: Callable[Concatenate[SignedIn, P], HttpResponseBase]) -> Guarded:
    """Anybody with an account; LoginRequiredMiddleware holds the door."""
    return _marked(view, "signed_in")


def partner(view: Callable[Concatenate[Partnered, P], HttpResponseBase]) -> Guarded:
    """One of a couple, or on their own until the other joins; `request.couple` is theirs."""

    @wraps(view)
    def inner(request: Partnered, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_partner:
            raise Http404
        request.couple = pairing.known_couple(request.user) or pairing.start_alone(
            request.user, now=timezone.now()
        )
        request.user.couple_now = request.couple
        return view(request, *args, **kwargs)

    return _marked(inner, "partner")


def therapist(view: Callable[Concatenate[SignedIn, P], HttpResponseBase]) -> Guarded:
    """With a second key used in this session: what they see belongs to others."""

    @wraps(view)
    def inner(request: SignedIn, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_therapist:
            raise Http404
        if not second_factor.was_used(request):
            return second_factor.ask(request, away.way_back(request))
        return view(request, *args, **kwargs)

    return _marked(inner, "therapist")


# Below a guard, not instead of one: what a page asks for besides.


def recently(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Guarded:
    """Who it is has been asked again within the last five minutes; else it is asked now.

    A button that was pressed is then gone on with. What was typed is not: it would lie in the session.
    """

    @wraps(view)
    def inner(request: SignedIn, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if did_recently_reauthenticate(request):
            return view(request, *args, **kwargs)
        there = reverse("account_reauthenticate")
        if not _was_pressed(request):
            return redirect_to_login(away.way_back(request), there)
        suspend_request(request, there)
        return redirect_to_login(request.path, there)

    return inner


def _was_pressed(request: HttpRequest) -> bool:
    """Sent, with nothing in it but the token of the form."""
    return request.method == "POST" and set(request.POST) <= {"csrfmiddlewaretoken"}


def with_journal(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Guarded:
    """All of the page is private words: with their lock closed it leads to the lock. Partners have one."""

    @wraps(view)
    def inner(request: SignedIn, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_partner and journal.is_closed(request):
            return to_journal(request, away.way_back(request))
        return view(request, *args, **kwargs)

    return inner


def to_journal(request: HttpRequest, back: str = "") -> HttpResponseBase:
    return redirect_to_login(back or request.get_full_path(), reverse("couples:open_journal"))

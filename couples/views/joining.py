"""The page behind a link that invites. Looking changes nothing; only the button does."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from couples import accounts, invitations, joining
from couples.guards import everyone
from couples.models import Invitation, User

WELCOMES = {
    Invitation.Kind.PARTNER: ("couples:us", "You share Moments now."),
    Invitation.Kind.CLIENTS: ("couples:agreement", "Now decide what your therapist may see."),
}


def link(request: HttpRequest, invitation: Invitation) -> str:
    """The whole address; empty when the site can no longer show it."""
    token = invitations.token_of(invitation)
    return request.build_absolute_uri(reverse("couples:join", args=[token])) if token else ""


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = invitations.find(token)
    except Invitation.DoesNotExist:
        raise Http404 from None
    accounts.come_back_to(request, "" if request.user.is_authenticated else request.path)
    if not isinstance(request.user, User):
        return _for_a_stranger(request, invitation)
    if invitation.used_by_id == request.user.pk:
        return redirect("couples:us")
    if request.method == "POST":
        return _answer(request, request.user, invitation)
    why_not = joining.why_not(invitation, person=request.user, now=timezone.now())
    return _page(request, invitation, why_not)


def _for_a_stranger(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        return redirect_to_login(request.path)
    gone = not invitation.is_open(timezone.now())
    return _page(request, invitation, joining.SENTENCES[invitations.InvitationGone] if gone else "")


def _answer(request: HttpRequest, person: User, invitation: Invitation) -> HttpResponse:
    brings = request.POST.get("brings") == "yes"
    if why_not := joining.accept(invitation, by=person, brings=brings, now=timezone.now()):
        return _page(request, invitation, why_not)
    place, words = WELCOMES[Invitation.Kind(invitation.kind)]
    messages.success(request, words)
    return redirect(place)


def _page(request: HttpRequest, invitation: Invitation, why_not: str) -> HttpResponse:
    context = {"invitation": invitation, "maker": invitation.made_by, "why_not": why_not}
    if isinstance(request.user, User) and not why_not:
        context["named"] = joining.to_bring(invitation, person=request.user)
    return render(request, "couples/join.html", context)

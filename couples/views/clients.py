"""The links with which a therapist invites couples."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from couples import invitations, paging
from couples.guards import SignedIn, therapist
from couples.models import Invitation
from couples.views import joining

A_PAGE = 20


@therapist
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        invitations.invite_couple(by=request.user, now=now)
        return redirect("couples:invite")
    waiting = invitations.by_therapist(request.user, now=now)
    page = paging.page_of(waiting, request.GET, A_PAGE)
    links = [(one, joining.link(request, one)) for one in page]
    return render(request, "couples/invite.html", {"links": links, "page": page})


@therapist
@require_POST
def withdraw_client_link(request: SignedIn, public_id: str) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.made_by(request.user), public_id=public_id)
    invitations.withdraw(invitation, now=timezone.now())
    messages.success(request, "The link no longer works.")
    return redirect("couples:invite")

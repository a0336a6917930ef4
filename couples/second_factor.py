"""A second key, used in this session: for staff and therapists, who see what belongs to others."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

NEEDS_A_KEY = {
    "staff": "Staff need a second key. Add a passkey or an authenticator app first.",
    "therapist": "Therapists need a second key. Add a passkey or an authenticator app first.",
}


def was_used(request: HttpRequest) -> bool:
    if not settings.STAFF_SECOND_FACTOR:
        return True
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def ask(request: HttpRequest, there: str) -> HttpResponse:
    """For the key, or first to get one."""
    if is_mfa_enabled(request.user):
        return redirect_to_login(there, reverse("mfa_reauthenticate"))
    messages.warning(request, NEEDS_A_KEY[request.user.role])  # type: ignore[union-attr]  # somebody is signed in
    return redirect("mfa_index")

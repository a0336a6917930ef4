"""How accounts differ from allauth's defaults."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import timezone

from privacy import access
from privacy.access import Look

PLACE = "place_to_come_back_to"
WRONG_CODE = "This code does not fit, or its time is over. Take the one that is shown now."
MESSAGES = {
    "cannot_remove_primary_email": "This is your main address. Make another one the main one first.",
    "duplicate_email": "You have this address already.",
    "email_password_mismatch": "The address and the password do not belong together.",
    "incorrect_code": WRONG_CODE,
    "incorrect_password": "This is not your password.",
    "enter_current_password": "This is not your password now.",
    "too_many_login_attempts": "Too many tries. Wait a few minutes, then try again.",
    "rate_limited": "That was a lot at once. Wait a few minutes, then try again.",
}


def come_back_to(request: HttpRequest, path: str) -> None:
    """Where sign-in leads, however many steps and mails it takes; an empty path forgets it."""
    if path:
        request.session[PLACE] = path
    elif PLACE in request.session:
        del request.session[PLACE]


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Neutral mail, whatever allauth has to say; and back to the link with which somebody came."""

    error_messages = DefaultAccountAdapter.error_messages | MESSAGES

    def format_email_subject(self, subject: str) -> str:
        return "Moments"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Noted without an address: whose it was, or whether it is anybody's, is not for a log."""
        super().authentication_failed(request, **credentials)
        failed = Look("account", action="signed_in", outcome=access.DENIED)
        access.note([failed], now=timezone.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(request.session.get(PLACE) or super().get_login_redirect_url(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)


class SecondKeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

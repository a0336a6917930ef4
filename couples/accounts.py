"""How accounts differ from allauth's defaults."""

from allauth.account import auth_backends
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from couples.models import User
from privacy.ready import Ready

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


_SIGNED_IN = Ready[User](lambda key: User.objects.with_place().filter(pk=key), key=int)


class AuthenticationBackend(auth_backends.AuthenticationBackend):  # type: ignore[misc]  # untyped
    def get_user(self, user_id: int) -> User | None:
        """Whom a session names, with the couple that nearly every page asks for next."""
        person = next(iter(_SIGNED_IN(key=user_id)), None)
        if person is None or not self.user_can_authenticate(person):
            return None
        person.couple_now = person.place_now.couple if person.place_now else None
        return person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Neutral mail, whatever allauth has to say; and back to the link with which somebody came."""

    error_messages = DefaultAccountAdapter.error_messages | MESSAGES

    def format_email_subject(self, subject: str) -> str:
        return "Moments"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(request.session.get(PLACE) or super().get_login_redirect_url(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)


class SecondKeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

"""How accounts differ from allauth's defaults."""

import logging
from typing import Any

from allauth.account import auth_backends
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from couples import devices, post, tries
from couples.models import User
from privacy import access, even, second_keys
from privacy.access import Look
from privacy.ready import Ready
from privacy.tokens import CannotBeOpened

logger = logging.getLogger(__name__)

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

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Noted without an address: whose it was, or whether it is anybody's, is not for a log."""
        super().authentication_failed(request, **credentials)
        failed = Look("account", action="signed_in", outcome=access.DENIED)
        access.note([failed], now=timezone.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(request.session.get(PLACE) or super().get_login_redirect_url(request))

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Counted in our way; allauth takes the count back when the password is right."""
        taken = tries.take(request, credentials.get("email", ""))
        if taken is None:
            even.refuse(request)
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage = taken

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: str) -> None:
        """What allauth calls after a reset by mail, for each address of the person."""
        tries.forget(request, credentials["email"])

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        tries.know(request, response, kwargs.get("email") or user.email)
        return response

    def send_account_already_exists_mail(self, email: str) -> None:
        """The answer of the page is the same whether it goes out or not."""
        if tries.may_write(self.request, email):
            super().send_account_already_exists_mail(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        site = get_current_site(self.request)
        facts = {"request": self.request, "email": email, "current_site": site} | context
        post.send(self.render_mail(template_prefix, email, facts))

    def set_password(self, user: User, password: str) -> None:
        """Changed or reset: every other browser is signed out at once."""
        super().set_password(user, password)
        devices.end_others(by=user, key=self.request.session.session_key)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)


class SecondKeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - allauth’s name
        """What stands in the field before a passkey is named."""
        known = Authenticator.objects.filter(user=user, type=type).count()
        return f"My device {known + 1}" if known else "My device"

    def encrypt(self, text: str) -> str:
        return second_keys.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """One that cannot be opened fits no code; the log says which, and nothing of it."""
        try:
            return second_keys.open_(encrypted_text)
        except CannotBeOpened as reason:
            logger.error("A second key: %s", reason)  # noqa: TRY400 - without its words
            raise self.validation_error("incorrect_code") from None

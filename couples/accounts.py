"""How accounts differ from allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

PLACE = "place_to_come_back_to"


def come_back_to(request: HttpRequest, path: str) -> None:
    """Where sign-in leads, however many steps and mails it takes; an empty path forgets it."""
    if path:
        request.session[PLACE] = path
    elif PLACE in request.session:
        del request.session[PLACE]


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Neutral mail, whatever allauth has to say; and back to the link with which somebody came."""

    def format_email_subject(self, subject: str) -> str:
        return "Moments"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(request.session.get(PLACE) or super().get_login_redirect_url(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

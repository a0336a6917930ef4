"""How accounts differ from allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Neutral mail, whatever allauth has to say."""

    def format_email_subject(self, subject: str) -> str:
        return "Moments"

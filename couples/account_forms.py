"""The forms of allauth in the words of the house. allauth is untyped, hence each `ignore[misc]`."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as second_key
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from allauth.mfa.webauthn.internal import auth as answers
from django.core.exceptions import ValidationError
from django.forms import Field, HiddenInput, JSONField
from django.utils import timezone

from couples import journal, tries
from couples.models import User
from privacy import even

NO_ADDRESS = "This is not an e-mail address. It looks like name@example.org."
A_GOOD_ONE = "At least 10 characters. Not your name, and not one that many people use."
LABELS = {
    "Email": "E-mail address",
    "Current Password": "Your password now",
    "New Password": "Your new password",
    "New Password (again)": "The new one again",
    "Password (again)": "The password once more",
    "Authenticator code": "Code",
}


class OurWords:
    """Goes before a form of allauth; labels and messages change, nothing else does."""

    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _reword(name, field)


def _reword(name: str, field: Field) -> None:
    field.label = LABELS.get(str(field.label), field.label)
    field.widget.attrs.pop("placeholder", None)
    field.error_messages |= {"required": "Please fill this in."}
    if name in {"email", "login"}:
        field.error_messages |= {"invalid": NO_ADDRESS}
    if name == "password1":
        field.help_text = A_GOOD_ONE


class LoginForm(OurWords, account.LoginForm):  # type: ignore[misc]  # allauth is untyped
    pass


class AddEmailForm(OurWords, account.AddEmailForm):  # type: ignore[misc]  # allauth is untyped
    pass


class ChangePasswordForm(OurWords, account.ChangePasswordForm):  # type: ignore[misc]  # allauth is untyped
    def clean_oldpassword(self) -> str:
        """Counted and noted as at the door: an open session is no place to guess."""
        given: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, given):
            raise get_adapter().validation_error("enter_current_password")
        return given


class SetPasswordForm(OurWords, account.SetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    pass


class ResetPasswordForm(OurWords, account.ResetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    def clean_email(self) -> str:
        email: str = super().clean_email()
        if tries.take(context.request, email, tries.RESETS) is None:
            even.refuse(context.request)
            raise get_adapter().validation_error("rate_limited")
        return email


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is untyped
    def save(self) -> None:
        super().save()
        journal.note_reset(self.user, now=timezone.now())


class ReauthenticateForm(OurWords, account.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    pass


class CodeForm(OurWords, second_key.AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    pass


class CodeAgainForm(OurWords, second_key.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    pass


class FirstCodeForm(OurWords, app.ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    pass


class Credential(JSONField):
    """What a browser says of a passkey. Numbers and nesting without end come from no browser."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class WithCredential:
    """Goes before a passkey form of allauth."""

    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = Credential(widget=HiddenInput)


class NotCounted:
    """Goes before a passkey form that knows whose key it asks for: a key is not guessed, so its tries are
    not counted. Whoever has the password could else keep its owner’s key out.
    """

    user: User
    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Any:
        credential = self.cleaned_data["credential"]
        answers.parse_authentication_response(credential)
        return answers.complete_authentication(self.user, credential)


class PasskeyLoginForm(WithCredential, passkey.LoginWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    pass


class PasskeyAfterPasswordForm(NotCounted, WithCredential, passkey.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    pass


class PasskeyAgainForm(NotCounted, WithCredential, passkey.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    pass


class FirstPasskeyForm(WithCredential, passkey.AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    pass

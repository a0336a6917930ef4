"""Sign-up asks for a name, and takes the time zone from the browser."""

from typing import Any

from allauth.account.forms import SignupForm as BaseSignupForm
from django import forms
from django.http import HttpRequest

from couples import zones
from couples.account_forms import OurWords
from couples.models import User


class SignupForm(OurWords, BaseSignupForm):  # type: ignore[misc]  # allauth is untyped
    display_name = forms.CharField(
        label="Your name", max_length=60, help_text="Your partner and your therapist see it."
    )
    time_zone = forms.CharField(
        max_length=64, required=False, widget=forms.HiddenInput(attrs={"data-time-zone": ""})
    )

    field_order = ("display_name", "email", "password1")

    def clean_time_zone(self) -> str:
        name = self.cleaned_data["time_zone"]
        return name if name in zones.names() else zones.FALLBACK

    def try_save(self, request: HttpRequest) -> Any:
        """Who has an account already waits as long as for a new one, of which hashing is the most."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)

    def save(self, request: HttpRequest) -> Any:
        user = super().save(request)
        if isinstance(user, User):
            user.display_name = self.cleaned_data["display_name"]
            user.time_zone = self.cleaned_data["time_zone"]
            user.save(update_fields=["display_name", "time_zone"])
        return user

"""What a form says, unseen, of the page that it stood on: sent twice it counts once, and of two open tabs
neither overwrites the other.
"""

from django import forms
from django.http import QueryDict

from privacy.identifiers import PublicIdConverter


def token(*, required: bool = True) -> forms.RegexField:
    return forms.RegexField(
        rf"^{PublicIdConverter.regex}$", required=required, widget=forms.HiddenInput
    )


def number(*, most: int = 10**6) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=most, widget=forms.HiddenInput)


class TokenForm(forms.Form):
    token = token()


class SeenForm(forms.Form):
    """`seen`: the version that the page showed."""

    seen = number()


class SentAgain(forms.Form):
    """A form that may come too late: what it was about has changed meanwhile."""

    def look_again(self, sent: QueryDict, why: str, **hidden: object) -> None:
        """What was typed stays, and counts when it is sent once more; `hidden`: what it shows by now."""
        again = sent.copy()
        for name, value in hidden.items():
            again[name] = str(value)
        self.data = again
        self.add_error(None, why)

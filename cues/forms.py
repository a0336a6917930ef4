from typing import Any

from django import forms
from django.http import QueryDict

from couples.plain_words import TOO_LONG, PlainWords
from cues.models import Cue
from cues.models.cue import LONGEST
from privacy.identifiers import PublicIdConverter

CHOOSE = "Write one, or choose one from the list."
LIST_HAS_CHANGED = "The list has changed meanwhile. Have another look at it."


class OneLine(PlainWords):
    def to_python(self, value: object) -> str:
        return " ".join(super().to_python(value).split())


def line(label: str, **facts: Any) -> OneLine:
    return OneLine(
        label=label,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
        **facts,
    )


def token() -> forms.RegexField:
    return forms.RegexField(rf"^{PublicIdConverter.regex}$", widget=forms.HiddenInput)


def version() -> forms.IntegerField:
    return forms.IntegerField(min_value=1, max_value=10_000, widget=forms.HiddenInput)


class ProposeForm(forms.Form):
    """`token`: of the page, so that it is sent once; `chosen`: of which button of the list."""

    all_optional = True

    token = token()
    own = line(
        "In words of your own",
        required=False,
        help_text="What is done, in one line. Both of you should be able to notice it.",
    )
    chosen = forms.SlugField(required=False, widget=forms.HiddenInput)

    @property
    def words(self) -> str:
        return str(self.cleaned_data["own"])

    def clean(self) -> dict[str, Any]:
        """What is chosen goes as it stands in the list now."""
        facts = super().clean() or {}
        if self.errors or facts["own"]:
            return facts
        if not facts["chosen"]:
            raise forms.ValidationError(CHOOSE)
        offered = {one.slug: one.words for one in Cue.objects.offered()}
        if facts["chosen"] not in offered:
            raise forms.ValidationError(LIST_HAS_CHANGED)
        return facts | {"own": offered[facts["chosen"]]}


class ChangeForm(forms.Form):
    """`seen`: the version that the page showed."""

    token = token()
    seen = version()
    words = line("New words")

    def look_again(self, sent: QueryDict, why: str, **hidden: object) -> None:
        """What was typed stays, and goes when it is sent once more."""
        again = sent.copy()
        for name, value in hidden.items():
            again[name] = str(value)
        self.data = again
        self.add_error(None, why)


class SeenForm(forms.Form):
    """`seen`: of which words the button was."""

    seen = version()

from typing import Any

from django import forms
from django.http import QueryDict

from couples.plain_words import TOO_LONG, PlainWords
from mending import wording
from mending.models import Answer
from mending.models.rehearsal import LONGEST


class PartForm(forms.Form):
    """`before`: what was written for this part so far; None if it cannot be opened."""

    all_optional = True  # also where the apology needs it: that is said when it is read as a whole

    hinted = forms.BooleanField(required=False, widget=forms.HiddenInput)
    words = PlainWords(
        label="In your words",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(
        self, page: wording.Page, data: QueryDict | None = None, *, before: str | None = ""
    ) -> None:
        super().__init__(data, initial={"words": before or ""})
        self.fields["words"].help_text = page.starter
        self.is_whole = before is not None

    @property
    def given(self) -> str:
        return str(self.cleaned_data.get("words", ""))

    @property
    def hint(self) -> str:
        """Once: whoever sends it again has decided."""
        return "" if self.cleaned_data["hinted"] else wording.hint(self.given)


def shortened(data: QueryDict) -> QueryDict:
    """With as many words as a part holds."""
    short = data.copy()
    if "words" in short:
        short["words"] = str(short["words"])[:LONGEST]
    return short


class SendForm(forms.Form):
    """`seen`: the version that the page showed."""

    seen = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """What the receiver makes of it, for themselves."""

    all_optional = True

    answer = forms.ChoiceField(
        label="What do you make of it?",
        required=False,
        choices=[*Answer.choices, ("", "Nothing for now")],
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
        help_text="You can change it at any time, or leave it.",
    )

    @property
    def answer_given(self) -> Answer | None:
        given = self.cleaned_data["answer"]
        return Answer(given) if given else None


class TellForm(forms.Form):
    """`answer`: what the page showed as noted, so that nothing else is told."""

    answer = forms.ChoiceField(choices=Answer.choices, widget=forms.HiddenInput)

    @property
    def facts(self) -> dict[str, Any]:
        return {"answer": Answer(self.cleaned_data["answer"])}


class PutAwayForm(forms.Form):
    away = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

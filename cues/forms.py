from typing import Any

from django import forms

from couples import hidden
from couples.plain_words import OneLine
from cues.models import Cue
from cues.models.cue import LONGEST

CHOOSE = "Write one, or choose one from the list."
LIST_HAS_CHANGED = "The list has changed meanwhile. Have another look at it."


class ProposeForm(forms.Form):
    """`token`: of the page, so that it is sent once; `chosen`: of which button of the list."""

    all_optional = True

    token = hidden.token()
    own = OneLine(
        label="In words of your own",
        required=False,
        max_length=LONGEST,
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


class ChangeForm(hidden.SentAgain):
    """`seen`: the version that the page showed."""

    token = hidden.token()
    seen = hidden.number()
    words = OneLine(label="New words", max_length=LONGEST)

from typing import Any

from django import forms
from django.http import QueryDict

from couples import choosing, hidden
from couples.plain_words import PlainWords
from mending import liking, wording
from mending.models import Answer, Phrase, Result
from mending.models.phrase import LONGEST_PHRASE, MOST_OWN
from mending.models.rehearsal import LONGEST

CHANGED_ELSEWHERE = (
    "Your list was changed in another tab meanwhile. Save once more to keep this one."
)


class PartForm(forms.Form):
    """`before`: what was written for this part so far; None if it cannot be opened."""

    all_optional = True  # also where the apology needs it: that is said when it is read as a whole

    hinted = forms.BooleanField(required=False, widget=forms.HiddenInput)
    words = PlainWords(
        label="In your words",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
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


class SendAttemptForm(forms.Form):
    """`token`: of the page, so that it goes once; `phrase`: of which button."""

    token = hidden.token()
    phrase = forms.CharField(max_length=LONGEST_PHRASE + 10)


class LikedForm(hidden.SentAgain):
    """`seen`: the version of the list that the page showed."""

    all_optional = True

    seen = hidden.number()
    own = PlainWords(
        label="In words of your own",
        required=False,
        max_length=MOST_OWN * (LONGEST_PHRASE + 1),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=f"One a line, at most {MOST_OWN}, each as your partner would send it to you.",
    )

    def __init__(self, kept: liking.List, data: QueryDict | None = None) -> None:
        before = {"seen": kept.version, "own": "\n".join(kept.own)}
        super().__init__(data, initial=before | {"slugs": list(kept.slugs)})
        offered = choosing.by_kind(Phrase.objects.offered(besides=kept.slugs), Phrase.Kind)
        self.kinds = [f"slugs_{number}" for number, _ in enumerate(offered)]
        for name, (label, some) in zip(self.kinds, offered, strict=True):
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=[(one.slug, one.words) for one in some],
                widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-list"}),
            )
            self.initial[name] = [one.slug for one in some if one.slug in kept.slugs]
        self.order_fields(["seen", *self.kinds, "own"])

    @property
    def groups(self) -> list[forms.BoundField]:
        return [self[name] for name in self.kinds]

    @property
    def slugs(self) -> list[str]:
        return [slug for name in self.kinds for slug in self.cleaned_data[name]]

    def clean_own(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["own"].splitlines()]
        own = list(dict.fromkeys(line for line in lines if line))
        if len(own) > MOST_OWN:
            raise forms.ValidationError(f"These are {len(own)} lines, and {MOST_OWN} fit.")
        if long := next((line for line in own if len(line) > LONGEST_PHRASE), None):
            raise forms.ValidationError(
                f"“{long[:30]}…” is {len(long)} characters long, and {LONGEST_PHRASE} fit."
            )
        return own


class OutcomeForm(forms.Form):
    """Nothing at all is an answer: it is put away."""

    all_optional = True

    result = forms.ChoiceField(
        label="How did it go, for you?",
        required=False,
        choices=[*Result.choices, ("", "Say nothing")],
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
        help_text="Once noted it stays. To say nothing puts the line away, and leaves no trace.",
    )

    @property
    def given(self) -> Result | None:
        given = self.cleaned_data["result"]
        return Result(given) if given else None

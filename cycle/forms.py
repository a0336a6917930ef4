from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from couples import hidden
from couples.plain_words import OneLine, PlainWords
from cycle import choices
from cycle.models import Choice
from cycle.models.ours import LONGEST_EXIT, LONGEST_NAME
from cycle.telling import LONGEST_OWN, LONGEST_STORY, MOST_TICKED, PARTS, Told

Kind = Choice.Kind

CHANGED_ELSEWHERE = "It was changed in another tab meanwhile. Send it once more to keep this one."
NOTED_OTHERWISE = (
    "This page was kept already, with other words. Send it once more to keep these as a second one."
)
NOTHING = "Tick or write at least one thing. All the rest may stay empty."
NOT_YET = "This day is still to come."
TOO_MANY = f"At most {MOST_TICKED}, please: those that weigh most."
HINTS: Mapping[Kind, str] = {
    Kind.CUE: "Just before: outside, or inside you.",
    Kind.MOVE: "It once helped you to get by. Your cycle is drawn from it.",
    Kind.FEELING: "Often softer than what was to be seen.",
    Kind.NEED: "From the other, or from yourself.",
}
OWN: Mapping[Kind, str] = {
    Kind.CUE: "What else touched me",
    Kind.MOVE: "What else I did",
    Kind.FEELING: "What else I felt",
    Kind.NEED: "What else I needed",
}
HOLDS: Mapping[str, int] = {
    "story": LONGEST_STORY,
    **{own: LONGEST_OWN for _, own in PARTS.values()},
}


class PageForm(forms.Form):
    """A hard moment as it is typed, whole or not. `today`: the writer’s."""

    all_optional = True

    story = PlainWords(
        label="What happened",
        required=False,
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="One or two sentences, as a camera would have seen it.",
    )
    on = forms.DateField(
        label="When it was",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Please choose the day.", "invalid": "This is no day."},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        kept = {"on": today, **(initial or {})}
        super().__init__(data, initial=kept)
        self.today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        for kind, (ticked, own) in PARTS.items():
            self.fields[ticked] = _ticked(kind, self.initial.get(ticked, ()))
            self.fields[own] = OneLine(label=OWN[kind], max_length=LONGEST_OWN, required=False)
        self.order_fields(["story", *(name for pair in PARTS.values() for name in pair), "on"])

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(NOT_YET)
        return on

    @property
    def parts(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[ticked], self[own]) for ticked, own in PARTS.values()]

    @property
    def told(self) -> Told:
        return Told.read({name: self.cleaned_data.get(name) or () for name in self._told})

    @property
    def _told(self) -> list[str]:
        return [name for name in self.fields if name in Told.__dataclass_fields__]

    @property
    def can_be_kept(self) -> bool:
        """Of what is typed so far. A day that is none is no reason to lose the words."""
        return not self.is_bound or not set(self.errors) & set(self._told)

    @property
    def typed(self) -> dict[str, Any]:
        on = self.cleaned_data.get("on")
        return self.told.kept | ({"on": on.isoformat()} if on else {})


class MomentForm(PageForm, hidden.SentAgain):
    """To be kept. `seen`: the version that the page showed, of one that is changed."""

    token = hidden.token()
    seen = hidden.number()

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors and not self.told.kept:
            raise forms.ValidationError(NOTHING)
        return facts


class NameForm(hidden.SentAgain):
    all_optional = True

    seen = hidden.number()
    words = OneLine(
        label="What you call it",
        max_length=LONGEST_NAME,
        required=False,
        help_text="“The spin”, “the ice age”, “hide and seek”: something for what happens to you two, "
        "not for one of you. Empty takes the name away.",
    )


class ExitForm(forms.Form):
    """One of the list, or words of one’s own; with both, one’s own count."""

    all_optional = True

    token = hidden.token()
    chosen = forms.ChoiceField(
        label="One of these",
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
        error_messages={"invalid_choice": "The list has changed meanwhile. Choose once more."},
    )
    own = OneLine(label="Or in words of your own", max_length=LONGEST_EXIT, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, token: str, besides: Collection[str] = ()
    ) -> None:
        """`besides`: those that stand there already."""
        super().__init__(data, initial={"token": token})
        offered = [one.words for one in choices.offered(Kind.EXIT) if one.words not in besides]
        self.fields["chosen"].choices = [(words, words) for words in offered]  # type: ignore[attr-defined]  # a choice field

    @property
    def words(self) -> str:
        return str(self.cleaned_data["own"] or self.cleaned_data["chosen"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors and not (facts.get("own") or facts.get("chosen")):
            raise forms.ValidationError("Choose one, or write one.")
        return facts


def _ticked(kind: Kind, before: Any) -> forms.MultipleChoiceField:
    def few(slugs: list[str]) -> None:
        if len(slugs) > MOST_TICKED:
            raise forms.ValidationError(TOO_MANY)

    return forms.MultipleChoiceField(
        label=str(kind.label),
        required=False,
        choices=[(one.slug, one.words) for one in choices.offered(kind, besides=before)],
        widget=forms.CheckboxSelectMultiple,
        help_text=HINTS[kind],
        validators=[few],
        error_messages={"invalid_choice": "The list has changed meanwhile. Look at it once more."},
    )

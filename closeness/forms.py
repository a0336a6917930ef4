from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Final

from django import forms
from django.http import QueryDict

from closeness.models import Card, Said
from closeness.models.option import LONGEST_NAME, LONGEST_WHAT, OPEN_TO_ALL
from closeness.options import Thing
from couples import hidden
from couples.plain_words import PlainWords
from couples.widgets import scale

CARD: Final = "card-"
Hand = Sequence[tuple[Card, Thing]]


class CardsForm(forms.Form):
    """Nothing is ever chosen beforehand: what was said before is shown to nobody."""

    all_optional = True

    def __init__(self, hand: Hand, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.hand = hand
        for card, thing in hand:
            self.fields[f"{CARD}{card.pk}"] = forms.ChoiceField(
                label=thing.title,
                required=False,
                choices=Said.choices,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choose one of the three, or none."},
            )

    @property
    def groups(self) -> list[tuple[str, list[tuple[forms.BoundField, Thing]]]]:
        """By level, the first ones first; of those that are in this hand, and of no others."""
        ordered = sorted(self.hand, key=lambda one: (one[1].level, one[0].place))
        return [
            (kind, [(self[f"{CARD}{card.pk}"], thing) for card, thing in some])
            for kind, some in groupby(ordered, key=lambda one: one[1].kind)
        ]

    @property
    def said(self) -> dict[str, str]:
        """By the name of the card; also what was sent to cards that are over by now."""
        return {
            name.removeprefix(CARD): str(said)
            for name, said in self.data.items()
            if name.startswith(CARD) and said
        }


class WishForm(forms.Form):
    wish = forms.ChoiceField(choices=[("rest", "rest"), ("ready", "ready")])

    @property
    def rests(self) -> bool:
        return bool(self.cleaned_data["wish"] == "rest")


class ComfortForm(forms.Form):
    comfort = scale(
        "How was it, for you?",
        low="I was glad when it was over",
        high="I felt at ease all through",
        required=True,
    )


class LineForm(forms.Form):
    line = scale(
        "My line",
        low="0: nothing ever takes me back",
        high="10: anything below “at ease all through” does",
        required=True,
    )


class IdeaForm(forms.Form):
    token = hidden.token()
    name = PlainWords(
        label="What you would call it",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Give it a name."},
    )
    what = PlainWords(
        label="What you two would do",
        max_length=LONGEST_WHAT,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="A sentence or two. Leave room for it to be small.",
        error_messages={"required": "Say in a few words what it is."},
    )
    level = forms.TypedChoiceField(
        label="What it is most like",
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
        error_messages={
            "required": "Choose one of these.",
            "invalid_choice": "Choose one of these.",
        },
    )
    minutes = forms.IntegerField(
        label="About how many minutes",
        min_value=1,
        max_value=240,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Give a number of minutes.",
            "invalid": "Give a number of minutes.",
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, token: str, left_out: Collection[int]
    ) -> None:
        super().__init__(data, initial={"token": token})
        kinds = [(one.value, one.label) for one in OPEN_TO_ALL if one not in left_out]
        self.fields["level"].choices = kinds  # type: ignore[attr-defined]  # a choice field

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

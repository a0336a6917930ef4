from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from couples import hidden
from couples.plain_words import OneLine
from goals.models import Step
from goals.models.idea import LONGEST_TITLE, Stage
from goals.wording import LONGEST_STEP, STEPS, Worded

CHANGED_ELSEWHERE = (
    "There is a newer version meanwhile, as you see when you open the goal. Send yours once more to offer it "
    "all the same."
)
EMPTY = "This one is still empty."
HOLDS: Mapping[str, int] = {"title": LONGEST_TITLE, **dict.fromkeys(STEPS, LONGEST_STEP)}
HINTS: Mapping[Step, str] = {
    Step.MUCH_MORE: "Better than you two would dare to expect.",
    Step.MORE: "A little better than you hope for.",
    Step.HOPED: "What you two hope for, and can reach in about three months.",
    Step.LESS: "A first bit of the way. Often this is where you are now.",
    Step.MUCH_LESS: "If it went the wrong way.",
}


class PageForm(forms.Form):
    """A goal as it is typed, whole or not."""

    all_optional = True

    stage = forms.ChoiceField(
        label="What it is about",
        choices=Stage.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
    )
    title = OneLine(
        label="The goal in a few words",
        max_length=LONGEST_TITLE,
        required=False,
        help_text="About what both of you do, never about what one of you should. "
        "“We talk for ten minutes in the evening” is one.",
    )

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name, step in reversed(STEPS.items()):
            self.fields[name] = OneLine(
                label=f"{step.sign}: {str(step.label).lower()}",
                max_length=LONGEST_STEP,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=HINTS[step],
            )

    @property
    def steps(self) -> list[forms.BoundField]:
        return [self[name] for name in reversed(STEPS)]

    @property
    def can_be_kept(self) -> bool:
        return not set(self.errors) & {"stage", *HOLDS}

    @property
    def typed(self) -> dict[str, str]:
        fields = {name: self.cleaned_data.get(name) for name in ("stage", *HOLDS)}
        return {name: value for name, value in fields.items() if value}


class GoalForm(PageForm, hidden.SentAgain):
    """To be offered. `seen`: the number of the newest version that the page of a change showed."""

    token = hidden.token()
    seen = hidden.number()

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for name in ("stage", *HOLDS):
            if name not in self.errors and not facts.get(name):
                self.add_error(name, EMPTY)
        return facts

    @property
    def worded(self) -> Worded:
        return Worded.read(self.cleaned_data)


class SignForm(forms.Form):
    """`seen`: the number of the version that the page showed."""

    seen = hidden.number()


class RateForm(forms.Form):
    """`seen`: the version, `number`: the round that the page showed."""

    seen = hidden.number()
    number = hidden.number(most=10**4)
    step = forms.ChoiceField(
        label="Where are you two now, as you see it?",
        choices=Step.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
        error_messages={"required": "Choose the step that comes closest."},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        rungs: list[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """`rungs`: each step with its sentence, the highest first."""
        super().__init__(data, initial=dict(initial or {}))
        self.fields["step"].choices = rungs  # type: ignore[attr-defined]  # a choice field

    @property
    def given(self) -> Step:
        return Step(self.cleaned_data["step"])

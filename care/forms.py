from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.http import QueryDict

from care.models import TherapistMilestone
from closeness.holding import LONGEST
from closeness.models import Level


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Find a couple by a name",
        max_length=60,
        required=False,
        widget=forms.SearchInput,
    )


class MilestoneForm(forms.Form):
    title = forms.CharField(
        label="A milestone of your own",
        max_length=80,
        help_text="Something small that the two could reach, in your words.",
    )
    line = forms.CharField(
        label="A line for them",
        max_length=200,
        required=False,
        help_text="They read both once you have marked it as reached.",
    )

    def as_worded(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in ("title", "line")}


class MarkForm(forms.Form):
    """Which day it was reached: today unless the therapist says another one."""

    on = forms.DateField(
        label="Reached on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, data: QueryDict | None = None, *, milestone: TherapistMilestone, today: date
    ) -> None:
        super().__init__(data, initial={"on": today}, auto_id=f"{milestone.public_id}_%s")
        self.milestone, self.today = milestone, today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("This day has not come yet.")
        if on.year < 2000:
            raise forms.ValidationError("Please choose a day of these years.")
        return on


class HoldForm(forms.Form):
    """A level at which a couple may stay, and for how long."""

    level = forms.TypedChoiceField(
        label="No further than",
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
        error_messages={"required": "Choose one of the levels."},
    )
    weeks = forms.TypedChoiceField(
        label="For how long",
        coerce=int,
        choices=[
            (weeks, f"{weeks} week{'s' if weeks > 1 else ''}")
            for weeks in range(1, LONGEST // timedelta(weeks=1) + 1)
        ],
        help_text="It ends by itself then, and earlier if you lift it.",
        error_messages={"required": "Choose how many weeks."},
    )

    def __init__(self, data: QueryDict | None = None, *, levels: Iterable[Level]) -> None:
        super().__init__(data, initial={"weeks": 4}, auto_id="hold_%s")
        self.fields["level"].choices = [(one.value, one.label) for one in levels]  # type: ignore[attr-defined]  # a choice field

    def until(self, today: date) -> date:
        return today + timedelta(weeks=self.cleaned_data["weeks"])

"""The forms of the admin: text as it will be kept, steps in the order that an editor writes beside them."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from couples import zones
from couples.models import User
from exercises import publishing, scheduling, wording
from exercises.models import Exercise, ExerciseVersion, Step

if TYPE_CHECKING:
    ExerciseModelForm = forms.ModelForm[Exercise]
    StepModelForm = forms.ModelForm[Step]
    VersionModelForm = forms.ModelForm[ExerciseVersion]
else:
    ExerciseModelForm = StepModelForm = VersionModelForm = forms.ModelForm


def tidied(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: wording.tidy(value) if isinstance(value, str) else value
        for name, value in facts.items()
    }


class ExerciseForm(ExerciseModelForm):
    needs = forms.MultipleChoiceField(
        label="What it may be good for",
        choices=Exercise.Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Finishes the sentence “I could do with …”.",
    )

    class Meta:
        model = Exercise
        fields = ("slug", "kind", "theme", "needs", "order")


class StepForm(StepModelForm):
    place = forms.IntegerField(
        label="Order",
        required=False,
        min_value=1,
        max_value=999,
        help_text="Empty: the last one.",
        widget=forms.NumberInput(attrs={"size": 3}),
    )

    class Meta:
        model = Step
        fields = ("kind", "title", "text", "minutes", "prompt", "options")
        widgets = {  # noqa: RUF012 - as Django asks for it
            "text": AdminTextareaWidget(attrs={"rows": 10}),
            "options": AdminTextareaWidget(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["place"].initial = self.instance.position

    def clean(self) -> dict[str, Any]:
        return tidied(super().clean() or self.cleaned_data)


class VersionForm(VersionModelForm):
    class Meta:
        model = ExerciseVersion
        fields = ("exercise", "language", "title", "summary", "sources")
        widgets = {  # noqa: RUF012 - as Django asks for it
            "summary": AdminTextareaWidget(attrs={"rows": 3}),
            "sources": AdminTextareaWidget(attrs={"rows": 4}),
        }

    def clean(self) -> dict[str, Any]:
        facts = tidied(super().clean() or self.cleaned_data)
        exercise, language = facts.get("exercise"), facts.get("language")
        if exercise and language:
            publishing.take_turns(exercise.pk)
            if publishing.draft_of(exercise, language):
                self.add_error("exercise", "There is a draft of it already. Go on with that one.")
        return facts


class TimeForm(forms.Form):
    """A wall time on the clock of whoever sets it. `seen`: which time the page showed before."""

    FARTHEST = timedelta(days=731)

    day = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose a day.", "invalid": "Give a day such as 2027-03-28."},
    )
    at = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Give a time.", "invalid": "Give a time such as 09:30."},
    )
    seen = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, draft: ExerciseVersion, by: User, now: datetime
    ) -> None:
        local = by.local_time(draft.publish_at) if draft.publish_at else None
        shown = {"day": local.date(), "at": local.time()} if local else {}
        super().__init__(data, initial=shown | {"seen": scheduling.mark(draft)})
        self.draft, self.by, self.now = draft, by, now

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        today = self.by.local_date(self.now)
        if day < today:
            raise forms.ValidationError("This day is over. Choose a later one.")
        if day - today > self.FARTHEST:
            raise forms.ValidationError("Choose a day within the next two years.")
        return day

    def set_time(self) -> ExerciseVersion | None:
        """None, with the reason beside the form, where it cannot be."""
        at: time = self.cleaned_data["at"].replace(second=0, microsecond=0)
        instant = zones.to_utc(self.cleaned_data["day"], at, self.by.time_zone)
        seen = self.cleaned_data["seen"]
        try:
            return scheduling.set_time(self.draft, at=instant, seen=seen, by=self.by, now=self.now)
        except scheduling.CannotBeSet as problem:
            self.add_error(None, str(problem))
            return None

    def take_back(self) -> bool:
        """Whatever stands in the fields for a day and a time."""
        self.full_clean()
        self._errors = forms.utils.ErrorDict()
        try:
            scheduling.take_back(self.draft, seen=self.cleaned_data.get("seen", ""))
        except scheduling.CannotBeSet as problem:
            self.add_error(None, str(problem))
            return False
        return True

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS

from checkins.models import Moment, Rhythm
from checkins.models.moments import LAST_STEP
from checkins.models.rhythm import Times, city
from checkins.models.together import LONGEST_NAME
from couples import zones
from couples.models import User

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class RhythmForm(forms.Form):
    """The times that one proposes; whose clock is asked only where the two have different ones."""

    days = forms.TypedMultipleChoiceField(
        label="On which days?",
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one day."},
    )
    at = forms.TimeField(
        label="At what time?",
        widget=CLOCK,
        error_messages={"required": "Give a time.", "invalid": "Give a time such as 20:30."},
    )
    minutes = forms.TypedChoiceField(
        label="For how long?",
        coerce=int,
        choices=Rhythm.Minutes.choices,
        widget=forms.RadioSelect,
        initial=10,
        error_messages={"required": "Choose a length."},
    )
    zone = forms.ChoiceField(
        label="By whose clock?",
        widget=forms.RadioSelect,
        help_text="The time stays the same on that clock, summer and winter.",
        error_messages={"required": "Choose whose clock counts."},
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zones = {one.time_zone: f"{city(one.time_zone)} time" for one in people}
        self.fields["zone"].choices = list(self.zones.items())  # type: ignore[attr-defined]  # a ChoiceField
        if len(self.zones) == 1:
            del self.fields["zone"]

    @property
    def times(self) -> Times:
        facts = self.cleaned_data
        bits = sum(1 << day for day in set(facts["days"]))
        at: time = facts["at"].replace(second=0, microsecond=0)
        zone = facts.get("zone") or next(iter(self.zones))
        return Times(bits, at, facts["minutes"], zone)


class MoveForm(forms.Form):
    """Another time within a week, on the clock of whoever asks."""

    on = forms.TypedChoiceField(
        label="On which day?",
        coerce=date.fromisoformat,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a day.", "invalid_choice": "Choose one of these days."},
    )
    at = forms.TimeField(
        label="At what time?",
        widget=CLOCK,
        error_messages={"required": "Give a time.", "invalid": "Give a time such as 20:30."},
    )

    def __init__(
        self, *args: Any, moment: Moment, person: User, free: list[date], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["at"].initial = person.local_time(moment.starts_at).time()
        choices = [(day.isoformat(), f"{day:%A} {day.day} {day:%B}") for day in free]
        self.fields["on"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def to(self) -> datetime:
        return zones.to_utc(self.cleaned_data["on"], self.cleaned_data["at"], self.person.time_zone)


class MarkForm(forms.Form):
    held = forms.TypedChoiceField(
        coerce=lambda word: word == "yes", choices=[("yes", "We held it"), ("no", "Not today")]
    )


class StepForm(forms.Form):
    from_step = forms.IntegerField(min_value=1, max_value=LAST_STEP)


class TakeOutForm(forms.Form):
    """`what`: as the page named it, so that nothing else goes."""

    what = forms.CharField(max_length=LONGEST_NAME)

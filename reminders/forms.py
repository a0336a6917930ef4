from typing import Any

from django import forms

from reminders import kinds
from reminders.kinds import CHECK_IN
from reminders.models import Preferences
from reminders.quiet import Hours

A_TIME = {"invalid": "Give a time like 20:00.", "required": "Give a time like 20:00."}


def clock(label: str) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget, error_messages=A_TIME)


class ReminderForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label="Remind me of",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-list"}),
        help_text="Leave all of them empty, and nothing comes; but for a note when somebody asks to remove "
        "your account, or says that your PIN is forgotten.",
        error_messages={"invalid_choice": "Choose from the list."},
    )
    check_in_at = clock("Time of my check-in")
    quiet_from = clock("Quiet from")
    quiet_to = clock("Quiet until")

    def __init__(self, data: Any = None, *, mine: Preferences) -> None:
        names = [kind.name for kind in kinds.chosen()]
        initial = {
            "wanted": [name for name in names if mine.wants(name)],
            "check_in_at": mine.check_in_at,
            "quiet_from": mine.quiet_from,
            "quiet_to": mine.quiet_to,
        }
        super().__init__(data, initial=initial)
        wanted = self.fields["wanted"]
        if isinstance(wanted, forms.MultipleChoiceField):
            wanted.choices = [(kind.name, kind.label) for kind in kinds.chosen()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and CHECK_IN in given["wanted"]:
            quiet = Hours(given["quiet_from"], given["quiet_to"])
            if quiet.hold(given["check_in_at"]):
                self.add_error("check_in_at", IN_QUIET_HOURS)
        return given


IN_QUIET_HOURS = (
    "This lies in your quiet hours, so nothing would come then. Choose another time, "
    "or change the quiet hours."
)

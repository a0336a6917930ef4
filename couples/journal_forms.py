from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

SHORTEST, LONGEST = 6, 12
DIGITS = "A PIN has 6 to 12 digits."
EASY = "Many people would guess this one. Choose another."


class PinInput(forms.TextInput):
    """Covered by the style sheet: a browser offers to keep what is in a password field, and fills it in.
    What was typed is never sent back.
    """

    def __init__(self) -> None:
        super().__init__({"class": "pin", "inputmode": "numeric", "autocomplete": "one-time-code"})

    def format_value(self, value: Any) -> None:
        return None


class PinField(forms.CharField):
    def __init__(self, label: str, *, new: bool = False, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            max_length=100,
            widget=PinInput(),
            error_messages={"required": "Please fill this in.", "max_length": DIGITS},
            **kwargs,
        )
        self.new = new

    def clean(self, value: Any) -> str:
        pin = str(super().clean(value))
        if self.new and not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
            raise ValidationError(DIGITS)
        if self.new and is_easy(pin):
            raise ValidationError(EASY)
        return pin


def is_easy(pin: str) -> bool:
    """One digit over and over, or all of them in a row: 111111, 123456, 987654."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {9})


class OpenForm(forms.Form):
    pin = PinField("Your PIN")


class NewPinForm(forms.Form):
    new_pin = PinField("Your new PIN", new=True, help_text=DIGITS)
    again = PinField("The new one again")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("new_pin") and given.get("again") not in (None, given["new_pin"]):
            self.add_error("again", "The two are not the same.")
        return given


class ChangePinForm(NewPinForm):
    pin = PinField("Your PIN now")

    field_order = ("pin", "new_pin", "again")

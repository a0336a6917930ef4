"""A field for what people write at length, in every app above."""

from django import forms

TOO_LONG = (
    "This is %(show_value)d characters long, and %(limit_value)d fit. Shorten it a little; "
    "nothing is lost yet."
)


class PlainWords(forms.CharField):
    """As they were typed, but for what a browser adds and no database holds."""

    def to_python(self, value: object) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        return str(super().to_python(text) or "")

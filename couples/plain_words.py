"""Fields for what people write, in every app above."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict


class PlainWords(forms.CharField):
    """As they were typed, but for what a browser adds and no database holds."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "max_length": "This is %(show_value)d characters long, and %(limit_value)d fit. Shorten it a "
        "little; nothing is lost yet."
    }

    def to_python(self, value: object) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        return str(super().to_python(text) or "")


class OneLine(PlainWords):
    def to_python(self, value: object) -> str:
        return " ".join(super().to_python(value).split())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", **super().widget_attrs(widget)}


def shortened(data: QueryDict, longest: Mapping[str, int]) -> QueryDict:
    """With as many words as a page holds; `longest`: by the name of the field."""
    short = data.copy()
    for name, most in longest.items():
        if name in short:
            short[name] = str(short[name])[:most]
    return short

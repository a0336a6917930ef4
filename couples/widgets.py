"""Form widgets that every app may use; how they look is in static/css."""

from typing import Any

from django import forms

NUMBER = "Choose one of the numbers from 0 to 10."


class Scale(forms.RadioSelect):
    """Nought to ten as buttons, with words at both ends; with CHOICES_OR_NONE an answer can be taken
    back, which a radio button alone does not allow.
    """

    template_name = "forms/scale.html"
    CHOICES = tuple((step, str(step)) for step in range(11))
    CHOICES_OR_NONE = (*CHOICES, ("", "–"))

    def __init__(self, *, low: str, high: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, choices=self.CHOICES)
        self.low, self.high = low, high

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"low": self.low, "high": self.high}
        return context


def scale(label: str, *, low: str, high: str, required: bool = False) -> forms.TypedChoiceField:
    steps = Scale.CHOICES if required else Scale.CHOICES_OR_NONE
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        choices=lambda: steps,  # a list would be copied, step by step, for every form
        widget=Scale(low=low, high=high),
        required=required,
        error_messages={"required": "Choose a number.", "invalid_choice": NUMBER},
    )

"""Form widgets that every app may use; how they look is in static/css."""

from typing import Any

from django import forms


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

"""The forms of the admin: text as it will be kept, steps in the order that an editor writes beside them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from exercises import publishing, wording
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

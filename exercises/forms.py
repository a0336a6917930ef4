from django import forms
from django.http import QueryDict

from couples.plain_words import PlainWords
from exercises.finding import Question
from exercises.models import Answer, Exercise, Step
from privacy.fields import readable


class AnswerForm(forms.Form):
    """The answer to one step; a step that asks nothing has a form without fields."""

    def __init__(
        self, step: Step, data: QueryDict | None = None, *, before: Answer | None = None
    ) -> None:
        words = readable(before, "words", None) if before else ""
        super().__init__(data, initial={"words": words or ""})
        self.is_whole = words is not None
        if step.kind == Step.Kind.WRITE:
            self.fields["words"] = words_field(step)
        elif step.kind == Step.Kind.CHOOSE:
            self.fields["words"] = choice_field(step)

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("words", ""))


def words_field(step: Step) -> forms.Field:
    return PlainWords(
        label=step.prompt,
        required=False,
        max_length=Answer.LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "max_length": "This is longer than we can keep: %(show_value)d characters, and"
            " %(limit_value)d fit. Please shorten it a little; nothing is lost yet."
        },
    )


def choice_field(step: Step) -> forms.Field:
    return forms.ChoiceField(
        label=step.prompt,
        required=False,
        choices=[(option, option[:1].upper() + option[1:]) for option in step.choices],
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
        error_messages={"invalid_choice": "Please choose one of these."},
    )


class FindForm(forms.Form):
    all_optional = True

    words = forms.CharField(
        label="Find by a word",
        max_length=60,
        required=False,
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )
    need = forms.ChoiceField(
        label="I could do with", required=False, choices=[("", "anything"), *Exercise.Need.choices]
    )
    minutes = forms.ChoiceField(
        label="Time",
        required=False,
        choices=[("", "any"), *((time, f"up to {time} minutes") for time in (5, 8, 12))],
    )
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "any"), *Exercise.Kind.choices]
    )

    @property
    def question(self) -> Question:
        asked = self.cleaned_data
        return Question(**asked | {"minutes": int(asked["minutes"] or 0)})

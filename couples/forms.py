from typing import Any, Self, cast

from django import forms
from django.conf import settings
from django.http import QueryDict

from couples import agreements, yourself, zones
from couples.models import Agreement, CareLink, SafetyCheck

ANOTHER = (
    "Your therapist is {name} by now. Nothing was sent yet. What you had here is still below: send it "
    "again if {name} may have it."
)
NOBODY = "No therapist is named any more, so nothing was sent. What you wrote is still below."


class ProfileForm(forms.Form):
    display_name = forms.CharField(
        label="Your name", max_length=60, help_text="The people you share Moments with read it."
    )
    called = forms.CharField(
        label="What we call you here",
        max_length=60,
        required=False,
        help_text="Only you see it. Empty means your name.",
    )
    time_zone = forms.CharField(
        label="Your time zone",
        max_length=64,
        help_text="Days and reminders go by this clock. When two people choose their times, the other "
        "reads which city it is.",
        widget=forms.TextInput(
            attrs={"list": "zones", "autocomplete": "off", "data-time-zone": ""}
        ),
    )
    language = forms.ChoiceField(label="Language", choices=settings.LANGUAGES)

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"].strip().replace(" ", "_")
        if name not in zones.names():
            raise forms.ValidationError(
                "We don’t know this time zone. Choose one from the list, for example Europe/London."
            )
        return name


class PauseForm(forms.Form):
    days = forms.TypedChoiceField(
        label="For how long?",
        coerce=int,
        choices=[(1, "1 day"), *((days, f"{days} days") for days in range(2, 15))],
        initial=3,
    )


class TherapistForm(forms.Form):
    code = forms.CharField(
        label="Your therapist’s code",
        max_length=20,
        help_text="Ten letters and digits. Your therapist can tell you theirs.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ToTherapist(forms.Form):
    """It goes to whom the page named when it was opened, or to nobody."""

    link = forms.CharField(widget=forms.HiddenInput, max_length=22, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, link: CareLink | None, **kwargs: Any
    ) -> None:
        initial = kwargs.pop("initial", {}) | {"link": link.public_id if link else ""}
        super().__init__(data, initial=initial, **kwargs)

    def for_another(self, link: CareLink | None) -> Self:
        """The same once more, with what was typed: sent again it goes to whom the page names now."""
        data = cast(QueryDict, self.data).copy()
        data["link"] = link.public_id if link else ""
        again = type(self)(data, link=link)
        again.add_error(None, ANOTHER.format(name=link.therapist.display_name) if link else NOBODY)
        return again


class AgreementForm(ToTherapist):
    """One yes or no for each kind of data, in the words that are kept with the decision."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Agreement.KINDS:
            words = agreements.FIELDS[kind]
            self.fields[kind] = forms.BooleanField(
                label=words.title, help_text=words.text, required=False
            )

    @property
    def kinds(self) -> set[str]:
        return {kind for kind in Agreement.KINDS if self.cleaned_data[kind]}


class QuestionsForm(forms.Form):
    """Each may be left out; what was answered another time is never filled in."""

    all_optional = True  # the page says it once, for all of them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in yourself.QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=question,
                choices=[
                    (value, label.capitalize()) for value, label in SafetyCheck.Answer.choices
                ],
                required=False,
                widget=forms.RadioSelect(attrs={"autocomplete": "off"}),
            )


class TellForm(ToTherapist):
    words = forms.CharField(
        label="In your own words",
        max_length=yourself.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    with_answers = forms.BooleanField(
        label="Send what I just answered along",
        help_text="What you answered within the last hour, since they became your therapist.",
        required=False,
    )

    @property
    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("words", "with_answers")}

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("words") and not self.cleaned_data.get("with_answers"):
            raise forms.ValidationError("Write a few words, or send your answers along.")
        return self.cleaned_data

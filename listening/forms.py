from typing import Any

from django import forms

from couples import hidden, topics
from couples.models import User
from couples.plain_words import PlainWords
from couples.widgets import scale
from listening import wording
from listening.models import Line, Session
from listening.sessions import Given
from listening.turns import Act
from privacy.identifiers import LENGTH


class InviteForm(forms.Form):
    """How, about what, and who begins."""

    all_optional = True  # of two fields one is enough; what is missing is said

    HOW = (*Session.Way.choices, ("aloud", "We speak, the screen only guides us"))

    how = forms.ChoiceField(
        label="How would you like to do it?",
        choices=HOW,
        initial="two",
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
        error_messages={"required": "Choose one."},
    )
    begins = forms.ChoiceField(
        label="Who speaks first?",
        initial="me",
        widget=forms.RadioSelect,
        help_text="You swap halfway, so both of you speak and both are heard.",
        error_messages={"required": "Choose one."},
    )
    need = forms.ChoiceField(label="What is it about?", required=False)
    own = PlainWords(
        label="Or in your own words",
        required=False,
        max_length=Line.LONGEST_TOPIC,
        help_text="A few words: what you need, not what is wrong.",
    )

    def __init__(self, *args: Any, partner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        need, begins = self.fields["need"], self.fields["begins"]
        needs = [(one.slug, one.label[:1].upper() + one.label[1:]) for one in topics.offered()]
        need.choices = [("", "Choose a need"), *needs]  # type: ignore[attr-defined]  # a ChoiceField
        begins.choices = [("me", "Me"), ("other", partner.display_name)]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        about = given.get("need") or given.get("own")
        if given.get("how") in ("two", "one") and not about and "own" not in self.errors:
            self.add_error("need", "Choose a need, or say it in your own words.")
        return given

    @property
    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        aloud = given["how"] == "aloud"
        return {
            "way": Session.Way.ONE_DEVICE if aloud else Session.Way(given["how"]),
            "spoken": aloud,
            "host_begins": given["begins"] == "me",
            "topic": given["own"].strip() or topics.label(given["need"]),
        }


class StepForm(forms.Form):
    """`seen`: the version that the page showed; `who`: on one shared device, who takes the step."""

    act = forms.ChoiceField(choices=Act.choices, widget=forms.HiddenInput)
    seen = hidden.number()
    who = forms.ChoiceField(
        choices=[("host", "host"), ("guest", "guest")], required=False, widget=forms.HiddenInput
    )

    @property
    def given(self) -> Given:
        return Given()

    @property
    def typed(self) -> str:
        """Words as they came, whatever is wrong with them."""
        return ""

    @property
    def hint(self) -> str:
        return ""

    def is_late(self, session: Session) -> bool:
        """Written for a step that is not there any more."""
        return False


class WordsForm(StepForm):
    place = forms.CharField(max_length=20, widget=forms.HiddenInput)
    hinted = forms.BooleanField(required=False, widget=forms.HiddenInput)
    words = PlainWords(
        max_length=Line.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": "Write one or two sentences first."},
    )

    @property
    def given(self) -> Given:
        return Given(words=self.cleaned_data["words"].strip())

    @property
    def typed(self) -> str:
        return str(self.fields["words"].to_python(self.data.get("words")))

    def is_late(self, session: Session) -> bool:
        seen = self.data.get("place"), self.data.get("seen")
        return seen != (session.place(), str(session.version))

    @property
    def hint(self) -> str:
        """Once: whoever sends it again has decided."""
        speaks = self.cleaned_data["act"] in (Act.SAY, Act.SAY_MORE)
        return wording.hint(self.given.words) if speaks and not self.cleaned_data["hinted"] else ""


class RateForm(StepForm):
    heard = scale("How heard did you feel?", low="not at all", high="completely", required=True)
    hard = scale("How hard was it to stay with it?", low="easy", high="very hard", required=True)

    @property
    def given(self) -> Given:
        return Given(heard=self.cleaned_data["heard"], hard=self.cleaned_data["hard"])


class CloseForm(StepForm):
    keep = forms.ChoiceField(
        label="What you wrote to each other",
        choices=[("keep", "Keep it for both of us"), ("forget", "Forget it")],
        widget=forms.RadioSelect(attrs={"class": "choices-list"}),
        help_text="It is kept only if both of you keep it. If either forgets it, it is gone for good.",
        error_messages={"required": "Choose one."},
    )

    @property
    def given(self) -> Given:
        return Given(keep=self.cleaned_data["keep"] == "keep")


class DraftForm(forms.Form):
    place = forms.CharField(max_length=20)
    words = PlainWords(required=False, max_length=Line.LONGEST * 4)


class ShareForm(forms.Form):
    """It is for whom the page named when it was opened, or for nobody."""

    shared = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    link = forms.CharField(max_length=LENGTH, required=False)


def form_class(act: str, session: Session) -> type[StepForm]:
    """Aloud nothing is written, so nothing is asked about what was written."""
    if act == Act.RATE:
        return RateForm
    if session.spoken:
        return StepForm
    writing: dict[str, type[StepForm]] = dict.fromkeys(
        (Act.SAY, Act.SAY_BACK, Act.SAY_MORE, Act.MAKES_SENSE), WordsForm
    )
    return (writing | {Act.CLOSE: CloseForm}).get(act, StepForm)

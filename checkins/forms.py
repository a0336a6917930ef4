"""The form of a day. What was typed comes back with every refusal."""

import secrets
from datetime import date
from functools import cached_property
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst

from checkins.checking_in import Answers, ChangedElsewhere, Page, Refused
from checkins.models import CheckIn, Draft, Need, Note, SafetyAnswer
from checkins.models.check_in import hours
from couples.widgets import scale
from privacy.fields import readable

AT_MOST_TWO = "Choose at most two. The others can wait for another day."
NOTHING: tuple[object, ...] = (None, "", [])
NOT_OURS = "This page is not as it was opened. Open it again."
MOST_VERSIONS = 1_000_000
LONGEST_SLEEP = 32  # half hours; the list ends where it would only get in the way
LONGEST_THANKS = 1_000
LONGEST_NOTE = 5_000


def too_long(longest: int) -> dict[str, str]:
    return {
        "max_length": f"This is longer than {longest:,} characters. "
        "It is all still here: shorten it, or keep the rest somewhere else."
    }


def hours_to_choose() -> list[tuple[object, str]]:
    return [("", "–"), *((half, hours(half)) for half in range(LONGEST_SLEEP + 1))]


class PageForm(forms.Form):
    """Which day a page is about, which state of it the page began from, which draft it took over."""

    on = forms.DateField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "This page does not say which day it is about. Open it again.",
            "invalid": "This page does not say which day it is about. Open it again.",
        },
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=MOST_VERSIONS,
        required=False,
        error_messages=dict.fromkeys(("min_value", "max_value"), NOT_OURS),
    )
    page = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    follows = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)

    @property
    def day(self) -> date | None:
        """The day that the page names, as far as it can be read."""
        self.is_valid()
        return self.cleaned_data.get("on")

    @property
    def opened(self) -> Page:
        facts = self.cleaned_data
        return Page(facts.get("page", ""), facts.get("follows", ""), facts.get("version") or 0)


class CheckInForm(PageForm):
    closeness = scale("How close did you feel?", low="far apart", high="very close", required=True)
    safe = forms.ChoiceField(
        label="Did you feel safe with each other?",
        choices=[(value, capfirst(words)) for value, words in SafetyAnswer.Answer.choices],
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
        error_messages={"required": "Choose one of the three."},
    )
    stress = scale("How much stress was there?", low="hardly any", high="far too much")
    energy = scale("How much energy did you have?", low="none at all", high="plenty")
    sleep = forms.TypedChoiceField(
        label="How long did you sleep?",
        coerce=int,
        empty_value=None,
        choices=hours_to_choose,
        required=False,
        error_messages={"invalid_choice": "Choose one of the times in the list."},
    )
    needs = forms.MultipleChoiceField(
        label="I could do with …",
        help_text="One or two; at most two.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "One of these is no longer in the list. Choose again."},
    )
    appreciation = forms.CharField(
        label="Something I appreciated",
        help_text="One small thing is plenty.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_THANKS,
        error_messages=too_long(LONGEST_THANKS),
        required=False,
    )
    note = forms.CharField(
        label="A note",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_NOTE,
        error_messages=too_long(LONGEST_NOTE),
        required=False,
    )
    audience = forms.ChoiceField(
        label="Who may read the note?",
        choices=[(value, capfirst(words)) for value, words in Note.Audience.choices],
        widget=forms.RadioSelect,
        initial=Note.Audience.ONLY_ME,
        error_messages={"required": "Choose who may read the note."},
    )

    is_whole = True  # nothing that belongs here could not be opened

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.sent = data
        field = cast(forms.MultipleChoiceField, self.fields["needs"])
        field.choices = self._needs_to_choose

    @cached_property
    def needs_by_slug(self) -> dict[str, Need]:
        data = self.sent
        chosen = data.getlist("needs") if data is not None else self.initial.get("needs", [])
        return {need.slug: need for need in Need.objects.offered(besides=set(chosen))}

    def _needs_to_choose(self) -> list[tuple[str, str]]:
        """Looked for only once somebody names one, or sees the page."""
        return [(slug, need.label) for slug, need in self.needs_by_slug.items()]

    def clean_needs(self) -> tuple[str, ...]:
        slugs = self.cleaned_data["needs"]
        if not slugs:
            return ()
        if len(slugs) > 2:
            raise forms.ValidationError(AT_MOST_TWO)
        return tuple(slug for slug in self.needs_by_slug if slug in slugs)

    def touched(self, *names: str) -> bool:
        """One of these fields has an answer, or a mistake."""
        return any(self[name].errors or self[name].value() not in NOTHING for name in names)

    @property
    def body_is_open(self) -> bool:
        return self.touched("stress", "energy", "sleep")

    @property
    def words_are_open(self) -> bool:
        return self.touched("needs", "appreciation")

    @property
    def note_is_open(self) -> bool:
        return self.touched("note") or bool(self["audience"].errors)

    @property
    def answers(self) -> Answers:
        facts = self.cleaned_data
        return Answers(
            closeness=facts["closeness"],
            safe=facts["safe"],
            stress=facts["stress"],
            energy=facts["energy"],
            sleep_half_hours=facts["sleep"],
            needs=facts["needs"],
            appreciation=facts["appreciation"],
            note=facts["note"],
            audience=facts["audience"] if facts["note"] else Note.Audience.ONLY_ME,
        )


def one_for_all(field: forms.Field) -> None:
    """Django copies every field, choices and all, for every form. In these nothing ever changes."""
    field.__deepcopy__ = lambda memo: field  # type: ignore[method-assign]  # of this one field


for _name, _field in CheckInForm.base_fields.items():
    if _name != "needs":
        one_for_all(_field)

CONTENT = tuple(name for name in CheckInForm.base_fields if name not in PageForm.base_fields)


def typed(data: QueryDict) -> dict[str, list[str]]:
    """What a page sends of the answers, as it is."""
    return {name: data.getlist(name) for name in CONTENT if name in data}


def opened(on: date, mine: CheckIn | None, draft: Draft | None) -> CheckInForm:
    """A page of this day: what was typed last, else what was handed in, else nothing."""
    initial: dict[str, Any] = {
        "on": on.isoformat(),
        "version": mine.version if mine else 0,
        "page": secrets.token_urlsafe(12),
        "follows": draft.page if draft else "",
    }
    typed = readable(draft, "fields", None) if draft else None
    handed_in = Answers.of(mine) if mine else None
    if typed is not None:
        initial |= _as_typed(typed)
    elif handed_in:
        initial |= _as_handed_in(handed_in)
    form = CheckInForm(initial=initial)
    form.is_whole = bool(typed is not None or not draft) and (not handed_in or handed_in.is_whole)
    return form


def _as_typed(fields: dict[str, list[str]]) -> dict[str, Any]:
    return {
        name: words if name == "needs" else words[-1]
        for name, words in fields.items()
        if name in CONTENT and words
    }


def _as_handed_in(answers: Answers) -> dict[str, Any]:
    return {
        "closeness": answers.closeness,
        "safe": answers.safe,
        "stress": answers.stress,
        "energy": answers.energy,
        "sleep": answers.sleep_half_hours,
        "needs": list(answers.needs),
        "appreciation": answers.appreciation,
        "note": answers.note,
        "audience": answers.audience,
    }


def refused(form: CheckInForm, refusal: Refused) -> CheckInForm:
    """The same words once more. Handed in again they replace what another page saved and we now show."""
    data = form.sent.copy() if form.sent else QueryDict(mutable=True)
    if isinstance(refusal, ChangedElsewhere):
        data["version"] = str(refusal.saved.version)
    again = CheckInForm(data)
    again.add_error(None, refusal.words)
    return again

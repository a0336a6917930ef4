from django import forms
from django.http import QueryDict

from couples import hidden
from couples.plain_words import PlainWords
from journaling.models import LONGEST, MOST_ASKS
from journaling.writing import Opened, Page
from privacy.identifiers import LENGTH, new_public_id

FIELDS = tuple(f"part_{number}" for number in range(1, MOST_ASKS + 1))
FREE_ROWS, ROWS = 12, 4
CHANGED = (
    "This page was changed in another tab meanwhile. What you wrote here is kept in this form; save once "
    "more to put it in place of the other."
)


class PageForm(hidden.SentAgain):
    """A page of the journal as it is written; `page` names the open form, `follows` the one before it."""

    all_optional = True  # also where a prompt asks: whatever somebody leaves out, they leave out

    page = hidden.token(required=False)
    follows = forms.CharField(max_length=LENGTH, required=False, widget=forms.HiddenInput)

    def __init__(self, sheet: Page, data: QueryDict | None = None, *, follows: str = "") -> None:
        words = {name: one.words for name, one in zip(FIELDS, sheet.parts, strict=False)}
        super().__init__(data, initial=words | {"page": new_public_id(), "follows": follows})
        self.sheet, self.names = sheet, FIELDS[: len(sheet.parts)]
        for name, one in zip(self.names, sheet.parts, strict=True):
            self.fields[name] = PlainWords(
                label=one.ask or "Your words",
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(
                    attrs={"rows": ROWS if one.ask else FREE_ROWS, "autocomplete": "off"}
                ),
            )

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]

    @property
    def written(self) -> Page:
        return self.sheet.filled([self.cleaned_data[name] for name in self.names])

    @property
    def opened(self) -> Opened:
        return Opened(self.cleaned_data["page"] or new_public_id(), self.cleaned_data["follows"])


class ShareForm(forms.Form):
    """`seen`: which state of it the page showed."""

    seen = hidden.token()

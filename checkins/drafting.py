"""What is being typed, kept on the server: it survives a reload, a lost line, a signed-out session."""

from dataclasses import dataclass
from datetime import date, datetime

from checkins import days
from checkins.checking_in import Page
from checkins.models import CheckIn, Draft, Need
from checkins.models.check_in import HALF_HOURS, hours
from couples.models import User
from privacy.fields import readable, sealed

LONGEST = 100_000
AT_MOST = 20  # of those that were never handed in: whoever removes one sees the next

Fields = dict[str, list[str]]


class NotKept(Exception):
    """`status`: what the page’s script is answered."""

    status = 409


class KeptElsewhere(NotKept):
    """Another open page has newer words, or has handed the day in."""


class TooLong(NotKept):
    """More than a draft holds; it stays in the page that it was typed into."""

    status = 413


class TooLate(NotKept):
    """Only today and yesterday can be written."""


def kept(person: User, on: date) -> Draft | None:
    return Draft.objects.filter(person=person, on=on).first()


@dataclass(frozen=True, slots=True)
class Unsent:
    """What was begun on a day that nobody can write any more; None where it cannot be opened."""

    on: date
    fields: Fields | None

    @property
    def numbers(self) -> list[tuple[str, str]]:
        return self._said(Closeness="closeness", Stress="stress", Energy="energy")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """In the words of the form. Whether one felt safe stays out: the page is a list, open to a glance."""
        fields = self.fields or {}
        slept = "".join(fields.get("sleep", []))
        of_sleep = {str(half): hours(half) for half in range(HALF_HOURS + 1)}.get(slept, "")
        needed = ", ".join(need.label for need in Need.objects.named(fields.get("needs", [])))
        return [
            (label, words) for label, words in (("Slept", of_sleep), ("Needed", needed)) if words
        ]

    @property
    def words(self) -> list[tuple[str, str]]:
        return self._said(Appreciated="appreciation", Note="note")

    def _said(self, **names: str) -> list[tuple[str, str]]:
        said = {label: "".join((self.fields or {}).get(name, [])) for label, name in names.items()}
        return [(label, words) for label, words in said.items() if words]


def unsent(person: User, now: datetime) -> list[Unsent]:
    """The newest first."""
    drafts = Draft.objects.filter(person=person).exclude(on__in=days.open_to(person, now))
    newest = drafts.order_by("-on")[:AT_MOST]
    return [Unsent(one.on, readable(one, "fields", None)) for one in newest]


def remove(*, by: User, on: date) -> None:
    Draft.objects.filter(person=by, on=on).delete()


def keep(*, by: User, on: date, fields: Fields, page: Page, now: datetime) -> None:
    if on not in days.open_to(by, now):
        raise TooLate
    if sum(len(word) for words in fields.values() for word in words) > LONGEST:
        raise TooLong
    if CheckIn.objects.by(by).filter(on=on).exclude(version=page.version).exists():
        raise KeptElsewhere
    typed = sealed(Draft(person=by, on=on, fields=_storable(fields)), "fields")
    facts: dict[str, object] = {"fields": typed, "page": page.name, "saved_at": now}
    draft, created = Draft.objects.get_or_create(person=by, on=on, defaults=facts)
    if not created:
        _replace(draft, page, facts)


def _replace(draft: Draft, page: Page, facts: dict[str, object]) -> None:
    if not Draft.objects.filter(pk=draft.pk, page__in=page.names).update(**facts):
        raise KeptElsewhere


def shortened(fields: Fields) -> Fields:
    """As much of it as a draft holds: the longest words lose their end."""
    left = LONGEST
    short: Fields = {}
    for name, words in sorted(fields.items(), key=lambda field: sum(map(len, field[1]))):
        short[name] = []
        for word in words:
            short[name].append(word[:left])
            left -= len(short[name][-1])
    return short


def _storable(fields: Fields) -> Fields:
    """No form takes a NUL, so a draft would bring back what cannot be handed in."""
    return {name: [word.replace("\0", "") for word in words] for name, words in fields.items()}

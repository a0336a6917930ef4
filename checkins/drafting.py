"""What is being typed, kept on the server: it survives a reload, a lost line, a signed-out session."""

from datetime import date, datetime

from checkins import days
from checkins.checking_in import Page
from checkins.models import CheckIn, Draft
from couples.models import User
from privacy.fields import sealed

LONGEST = 100_000

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


def _storable(fields: Fields) -> Fields:
    """No form takes a NUL, so a draft would bring back what cannot be handed in."""
    return {name: [word.replace("\0", "") for word in words] for name, words in fields.items()}

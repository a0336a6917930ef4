"""Noting a hard moment, changing it, removing it: all of it private."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from couples.models import User
from cycle import telling
from cycle.models import Draft, Entry
from cycle.telling import Told
from privacy.fields import sealed


class NotedOtherwise(Exception):
    """The same page was sent before, with other words."""


class Changed(Exception):
    """In another tab, since this one was opened; or it is gone."""


def all_of(person: User) -> QuerySet[Entry]:
    return Entry.objects.of(person).newest_first()


def mine(public_id: str, *, by: User) -> Entry | None:
    return Entry.objects.of(by).filter(public_id=public_id).first()


@transaction.atomic
def note(told: Told, *, on: date, token: str, by: User) -> Entry:
    """With the same token it is noted once. What was kept while it was typed goes."""
    entry = _known(token, by) or _new(told, on, token, by)
    if (entry.on, telling.of(entry)) != (on, Told.read(told.kept)):
        raise NotedOtherwise
    Draft.objects.forget(token, by=by)
    return entry


@transaction.atomic
def change(entry: Entry, told: Told, *, on: date, seen: int) -> None:
    """From here on it is the writer’s alone again: nothing is shared that was not shared as it stands."""
    changed = Entry(person_id=entry.person_id, public_id=entry.public_id, told=told.kept)
    facts = {"on": on, "told": sealed(changed, "told"), "shared_in": None, "version": seen + 1}
    if not Entry.objects.filter(pk=entry.pk, version=seen).update(**facts):
        raise Changed
    Draft.objects.forget(entry.public_id, by=entry.person)


@transaction.atomic
def remove(entry: Entry) -> None:
    Draft.objects.forget(entry.public_id, by=entry.person)
    entry.delete()


def _known(token: str, by: User) -> Entry | None:
    return Entry.objects.of(by).filter(token=token).first()


def _new(told: Told, on: date, token: str, by: User) -> Entry:
    try:
        with transaction.atomic():
            return Entry.objects.create(person=by, token=token, on=on, told=told.kept)
    except IntegrityError:  # pressed twice at once: the other one was faster
        return Entry.objects.of(by).get(token=token)

"""Rehearsing an apology alone: begin, write part by part, let it rest, say it in person, throw it away."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from couples.models import Couple, User
from mending.models import Part, Rehearsal
from privacy.fields import readable

A_DAY = timedelta(days=1)


def mine(couple: Couple, public_id: str, *, by: User) -> Rehearsal | None:
    return Rehearsal.objects.of(by, couple.partner_of(by)).filter(public_id=public_id).first()


def begin(couple: Couple, *, by: User, now: datetime) -> Rehearsal:
    """The one that is open, else a new one: pressed twice, it is begun once."""
    partner = couple.partner_of(by)
    known = Rehearsal.objects.of(by, partner).open().order_by("-touched_at").first()
    if known:
        return known
    facts = {"begun_at": now, "touched_at": now}
    return Rehearsal.objects.open().get_or_create(person=by, to=partner, defaults=facts)[0]


@transaction.atomic
def keep(rehearsal: Rehearsal, name: Part.Name, *, words: str, now: datetime) -> bool:
    """As it is at the moment. False: it was said or sent by now, and stays as it was."""
    before = rehearsal.parts.filter(name=name).first()
    if words == (readable(before, "words", None) if before else ""):
        return Rehearsal.objects.open().filter(pk=rehearsal.pk).exists()
    changed = {"version": F("version") + 1, "touched_at": now}
    if not Rehearsal.objects.open().filter(pk=rehearsal.pk).update(**changed):
        return False
    if words:
        facts = {"words": words, "kept_at": now}
        Part.objects.update_or_create(
            rehearsal=rehearsal, person_id=rehearsal.person_id, name=name, defaults=facts
        )
    else:
        rehearsal.parts.filter(name=name).delete()
    return True


def words_of(rehearsal: Rehearsal, name: Part.Name) -> str | None:
    """None: there is something, and it cannot be opened."""
    found = rehearsal.parts.filter(name=name).first()
    return readable(found, "words", None) if found else ""


def parts_of(rehearsal: Rehearsal, *, lost: str = "") -> Mapping[str, str]:
    """`lost`: instead of what cannot be opened."""
    return {one.name: str(readable(one, "words", lost)) for one in rehearsal.parts.all()}


def rest(rehearsal: Rehearsal, *, now: datetime) -> None:
    open_one = Rehearsal.objects.open().filter(pk=rehearsal.pk, rests_until=None)
    open_one.update(rests_until=now + A_DAY)


def say(rehearsal: Rehearsal, *, by: User, now: datetime) -> None:
    """In person. The words stay private; saying so twice is saying so once."""
    said = {"said_on": by.local_date(now), "touched_at": now, "rests_until": None}
    Rehearsal.objects.open().filter(pk=rehearsal.pk).update(**said)


def throw_away(rehearsal: Rehearsal) -> None:
    rehearsal.delete()

"""An apology goes to the partner, and may be taken back. What it says never changes in between.

Whatever the sender is shown rests on their own rows and on what the receiver chose to let them know.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from couples import locks, reaching
from couples.models import Couple, User
from mending import rehearsing, wording
from mending.models import Apology, Receipt, Rehearsal, Reply, Words
from privacy.context import as_steward
from privacy.fields import readable, shown
from reminders import planning

# However much somebody regrets: an apology must not become a stream of mail.
ONE_IN = timedelta(days=1)


class NotYet(Exception):
    """There was one a short while ago, taken back or not."""


class Incomplete(Exception):
    """A part without which it is no apology is empty."""


class MovedOn(Exception):
    """It was changed since the page was opened, or is gone."""


@dataclass(frozen=True, slots=True)
class Given:
    """As its sender sees it; `reply`: what the receiver let them know, in words, or nothing."""

    apology: Apology
    paragraphs: list[str]
    reply: str


@transaction.atomic
def send(couple: Couple, rehearsal: Rehearsal, *, seen: int, by: User, now: datetime) -> Apology:
    """`seen`: the version that they read. Of two who press at once one finds the row."""
    locks.hold(couple)
    receiver = reaching.awake(couple, by=by, now=now)
    if sent_lately(by, now=now):
        raise NotYet
    as_read = Rehearsal.objects.open().filter(pk=rehearsal.pk, version=seen)
    if not as_read.update(version=seen + 1):
        raise MovedOn
    parts = {name: one for name, one in rehearsing.parts_of(rehearsal).items() if one.strip()}
    if wording.missing(parts):
        raise Incomplete
    apology = Apology.objects.create(
        public_id=rehearsal.public_id,
        couple=couple,
        sender=by,
        receiver=receiver,
        sent_at=now,
        on=by.local_date(now),
    )
    Words.objects.create(apology=apology, person=by, parts=parts)
    rehearsal.delete()
    planning.again(couple)
    return apology


@transaction.atomic
def take_back(apology: Apology, *, now: datetime) -> None:
    """The words go for both, and whatever the receiver noted; only that there was one is kept."""
    locks.hold(apology.couple)
    with as_steward():
        Apology.objects.standing().filter(pk=apology.pk).update(taken_back_at=now)
        for rows in (Words, Receipt, Reply):
            rows.objects.filter(apology=apology).delete()


def sent(couple: Couple, public_id: str, *, by: User) -> Apology | None:
    return Apology.objects.of(couple).filter(sender=by, public_id=public_id).first()


def sent_lately(person: User, *, now: datetime) -> bool:
    return Apology.objects.filter(sender=person, sent_at__gt=now - ONE_IN).exists()


def of(apology: Apology) -> Given:
    reply = Reply.objects.filter(apology=apology).first()
    return Given(apology, paragraphs(apology), shown(reply, "answer") if reply else "")


def paragraphs(apology: Apology) -> list[str]:
    words = Words.objects.filter(apology=apology).first()
    parts = readable(words, "parts", None) if words else {}
    return ["These words can’t be opened."] if parts is None else wording.in_order(parts)

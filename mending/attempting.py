"""One line goes to the partner with one press, and may be taken back.

What its sender is shown, and may do, rests on their own rows and the clock, never on what the other did.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from couples import locks, pauses, reaching
from couples.models import Couple, User
from mending import liking
from mending.models import Attempt, Noticed, Outcome, Phrase, Said
from privacy.context import as_steward
from privacy.fields import shown
from reminders import planning

A_DAY: Final = timedelta(days=1)
IN_A_DAY: Final = 3
OWN: Final = "own:"  # before words from the other’s own list; no slug has a colon


class StillOut(Exception):
    """The one before is still open."""


class Enough(Exception):
    """As many as a day holds, taken back or not."""


class Unknown(Exception):
    """Nothing like it can be chosen any more."""


class TooLate(Exception):
    """They have noted themselves how it went."""


@transaction.atomic
def send(couple: Couple, chosen: str, *, token: str, by: User, now: datetime) -> Attempt:
    """`chosen`: a slug, or `OWN` and words from the other’s list. With the same token it is sent once."""
    locks.hold(couple)
    known = Attempt.objects.filter(sender=by, token=token).first()
    if known:
        return known
    receiver = reaching.partner(couple, by=by)
    words = _words(couple, chosen, receiver)
    _may_go(couple, by, now)
    attempt = Attempt.objects.create(
        couple=couple,
        sender=by,
        receiver=receiver,
        token=token,
        sent_at=now,
        on=by.local_date(now),
    )
    Said.objects.create(attempt=attempt, person=by, words=words)
    planning.again(couple)
    return attempt


@transaction.atomic
def take_back(attempt: Attempt, *, by: User, now: datetime) -> None:
    """The words go for both, and whatever the other noted or saw: it is the same whether they did."""
    locks.hold(attempt.couple)
    if Outcome.objects.filter(attempt=attempt, person=by).exists():
        raise TooLate
    with as_steward():
        Attempt.objects.standing().filter(pk=attempt.pk).update(taken_back_at=now)
        for rows in (Said, Noticed, Outcome):
            rows.objects.filter(attempt=attempt).delete()


def between(couple: Couple, public_id: str, *, by: User) -> Attempt | None:
    """One that they sent, or that came to them and stands."""
    theirs = Q(sender=by) | Q(receiver=by, taken_back_at=None)
    return Attempt.objects.of(couple).filter(theirs, public_id=public_id).first()


def words_of(attempt: Attempt) -> str:
    said = Said.objects.filter(attempt=attempt).first()
    return shown(said, "words") if said else ""


def _may_go(couple: Couple, by: User, now: datetime) -> None:
    if pauses.is_paused(couple, now):
        raise reaching.Resting
    mine = Attempt.objects.filter(couple=couple)
    if mine.open_from(by, now).exists():
        raise StillOut
    if mine.filter(sender=by, sent_at__gt=now - A_DAY).count() >= IN_A_DAY:
        raise Enough


def _words(couple: Couple, chosen: str, receiver: User) -> str:
    theirs = liking.of(couple, receiver)
    offered = {one.slug: one.words for one in Phrase.objects.offered(besides=theirs.slugs)}
    offered |= {f"{OWN}{words}": words for words in theirs.own}
    if chosen not in offered:
        raise Unknown
    return offered[chosen]

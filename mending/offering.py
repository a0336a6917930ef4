"""What stands on the page from which a repair attempt is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from couples import choosing, pauses
from couples.models import Couple, Pause, User
from mending import attempting, liking
from mending.models import Attempt, Noticed, Outcome, Phrase

A_FEW = 20


@dataclass(frozen=True, slots=True)
class Page:
    """With the lock of one's own words closed, only what the other knows as well is in it."""

    is_closed: bool
    partner: User | None
    pause: Pause | None
    theirs: liking.List
    mine: liking.List
    kinds: choosing.ByKind[Phrase]
    out: Attempt | None
    out_words: str
    received: Sequence[Attempt]
    before: Sequence[Attempt]


def page(couple: Couple, person: User, *, is_closed: bool, now: datetime) -> Page:
    partner = couple.partner_of(person)
    theirs = liking.of(couple, partner) if partner else liking.List()
    out = None if is_closed else _out(couple, person, now)
    received = [] if is_closed else _received(couple, person, now)
    rest = [one for one in Phrase.objects.offered() if one.slug not in theirs.slugs]
    return Page(
        is_closed,
        partner,
        pauses.running(couple, now=now),
        theirs,
        liking.of(couple, person),
        choosing.by_kind(rest, Phrase.Kind),
        out,
        attempting.words_of(out) if out else "",
        received,
        [] if is_closed else _before(couple, person, {out, *received}),
    )


def _out(couple: Couple, person: User, now: datetime) -> Attempt | None:
    return Attempt.objects.of(couple).open_from(person, now).order_by("-sent_at").first()


def _received(couple: Couple, person: User, now: datetime) -> list[Attempt]:
    """Of the last day, until they put it away or noted how it went."""
    came = Attempt.objects.of(couple).standing().recent(now).filter(receiver=person)
    away = Noticed.objects.filter(person=person, put_away=True).values("attempt")
    noted = Outcome.objects.filter(person=person).values("attempt")
    waiting = came.exclude(pk__in=away).exclude(pk__in=noted)
    return list(waiting.order_by("-sent_at"))


def _before(couple: Couple, person: User, besides: set[Attempt | None]) -> list[Attempt]:
    found = Attempt.objects.of(couple).order_by("-sent_at")[: A_FEW + len(besides)]
    return [one for one in found if one not in besides][:A_FEW]

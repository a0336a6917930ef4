"""An apology from the partner. Whether it was opened and what was noted stays with whoever got it,
until they let the other know.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from couples import locks
from couples.models import Couple, User
from mending import giving
from mending.models import Answer, Apology, Receipt, Reply
from privacy.fields import readable

LOST = "lost"


class MovedOn(Exception):
    """Something else is noted by now, or the apology is gone."""


@dataclass(frozen=True, slots=True)
class Received:
    """As its receiver sees it; `noted`: for themselves, `told`: what they let the other know."""

    apology: Apology
    paragraphs: list[str]
    noted: Answer | None
    told: Answer | None
    is_put_away: bool
    is_whole: bool


def received(couple: Couple, public_id: str, *, by: User) -> Apology | None:
    return Apology.objects.of(couple).standing().filter(receiver=by, public_id=public_id).first()


def open_(apology: Apology, *, by: User, now: datetime) -> Received:
    """From now on Today says nothing of it any more."""
    found, _ = Receipt.objects.get_or_create(
        apology=apology, person=by, defaults={"opened_at": now}
    )
    told = Reply.objects.filter(apology=apology, person=by).first()
    return Received(
        apology,
        giving.paragraphs(apology),
        noted=_answer(found),
        told=_answer(told),
        is_put_away=found.put_away,
        is_whole=not any(one and readable(one, "answer", LOST) == LOST for one in (found, told)),
    )


@transaction.atomic
def note(apology: Apology, answer: Answer | None, *, by: User, now: datetime) -> None:
    """For themselves alone. What the other was told before stays as it was told."""
    locks.hold(apology.couple)
    _still_stands(apology)
    facts = {"answer": answer}
    Receipt.objects.update_or_create(
        apology=apology, person=by, defaults=facts, create_defaults=facts | {"opened_at": now}
    )


@transaction.atomic
def tell(apology: Apology, answer: Answer, *, by: User) -> None:
    """The other reads from now on what the page showed as noted; never anything newer."""
    locks.hold(apology.couple)
    _still_stands(apology)
    if _answer(Receipt.objects.filter(apology=apology, person=by).first()) != answer:
        raise MovedOn
    Reply.objects.update_or_create(apology=apology, person=by, defaults={"answer": answer})


def put_away(apology: Apology, *, away: bool, by: User) -> None:
    Receipt.objects.filter(apology=apology, person=by).update(put_away=away)


def _still_stands(apology: Apology) -> None:
    if not Apology.objects.standing().filter(pk=apology.pk).exists():
        raise MovedOn


def _answer(row: Receipt | Reply | None) -> Answer | None:
    found = readable(row, "answer", None) if row else None
    return Answer(found) if found else None

"""Being forgotten: asked for, taken back at any time for fourteen days, then done for good.

One transaction ends the couple, as if the person had gone on alone, signs them out, removes or empties
what speaks of them, and destroys their key: whoever dies in the middle has done nothing. A request that
was under way may write a last row after it; so a second tick, a little later, goes over all of it again.
"""

import logging
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet

from couples import locks, pairing
from couples.models import Couple, User
from leaving import belongings, tombstones
from leaving.models import Erasure
from leaving.models.erasure import GRACE
from privacy import access, identifiers, keys
from privacy.access import Look
from privacy.context import acting_as, as_steward
from reminders.delivering import Lease

logger = logging.getLogger(__name__)

State = Erasure.State
A_TICK = 20  # people at most
LINGER = timedelta(minutes=5)  # as below; far longer than a request may take
FIRST = (
    "SELECT min(due_at) FROM leaving_erasure WHERE state = 'asked'",
    "SELECT min(begun_at) + interval '5 minutes' FROM leaving_erasure WHERE state = 'begun'",
)


class NotByThemselves(Exception):
    """Accounts of therapists and staff are closed by those who look after them."""


class AlreadyBegun(Exception):
    """The day has come; there is nothing left to keep."""


def running(person: User) -> Erasure | None:
    return Erasure.objects.asked().filter(person=person).first()


def ask(*, by: User, now: datetime) -> Erasure:
    """Pressing twice is asking once."""
    if not by.is_partner:
        raise NotByThemselves
    facts = {"asked_at": now, "due_at": now + GRACE}
    erasure, is_new = Erasure.objects.get_or_create(person=by, defaults=facts)
    if is_new:
        asked = Look("erasure", whose=by.pk, public_id=erasure.public_id, action="asked")
        access.note([asked], now=now)
    return erasure


def take_back(*, by: User) -> None:
    """No page has anything left of the wish. Of this and the tick that begins, one comes first."""
    mine = Erasure.objects.filter(person=by)
    mine.asked().delete()
    if mine.exists():
        raise AlreadyBegun


def carry_on(now: datetime) -> int:
    """Begins what is due and finishes what was begun; says how many people it was about.

    A tick that has taken long leaves the rest to the next one: reminders wait behind.
    """
    tick = Lease(now)
    with as_steward():
        waiting = list(_due(now).order_by("due_at").values_list("pk", flat=True)[:A_TICK])
    return sum(_one(pk, now) for pk in waiting if tick.is_fresh)


def _due(now: datetime) -> QuerySet[Erasure]:
    return Erasure.objects.to_begin(now) | Erasure.objects.to_finish(now - LINGER)


def _one(pk: int, now: datetime) -> bool:
    try:
        return erase(pk, now=now)
    except Exception as error:  # the next tick tries again; no other is kept waiting
        logger.error("Erasure %s was not done: %s", pk, type(error).__name__)  # noqa: TRY400 - a traceback may repeat words
        return False


@transaction.atomic
def erase(pk: int, *, now: datetime) -> bool:
    """One step further, unless it was taken back or another tick is at it, or has just been."""
    with as_steward():
        rows = _due(now).filter(pk=pk)
        erasure = rows.select_for_update(skip_locked=True, of=("self",)).first()
        if erasure is None:
            return False
        begun = {"state": State.BEGUN, "begun_at": erasure.begun_at or now}
        Erasure.objects.filter(pk=pk).update(**begun)
        locks.hold(*Couple.objects.filter(memberships__person=erasure.person_id))
        person = User.objects.get(pk=erasure.person_id)
    _leave(person, now)
    _empty(person, now)
    if erasure.begun_at:  # by an earlier tick
        with as_steward():
            Erasure.objects.filter(pk=pk).update(state=State.DONE)
    return True


def replay(now: datetime) -> int:
    """After an old backup was restored: whoever was erased since then is erased again. Says how many."""
    names = tombstones.every()
    done = Erasure.objects.filter(state=State.DONE)
    with as_steward():
        back = User.objects.filter(public_id__in=names).exclude(pk__in=done.values("person"))
        for person in back:
            at = names[person.public_id]
            facts = {"asked_at": at - GRACE, "due_at": at}
            Erasure.objects.get_or_create(person=person, defaults=facts)
        waiting = list(Erasure.objects.filter(person__in=back).values_list("pk", flat=True))
    for pk in waiting:
        erase(pk, now=now)
        erase(pk, now=now + LINGER)
    return len(waiting)


def _leave(person: User, now: datetime) -> None:
    """The way anybody goes on alone: whoever stays sees what they see then. And out of every device."""
    with acting_as(person):
        if couple := Couple.objects.of(person).first():
            pairing.unpair(couple, by=person, now=now)
        for session in UserSession.objects.filter(user=person):
            session.end()


def _empty(person: User, now: datetime) -> None:
    with as_steward():
        belongings.clear(person, facts={"now": now})
        User.objects.filter(pk=person.pk).update(**_nobody(now))
    keys.destroy(person.pk)
    tombstones.put_up(person, now=now)


def _nobody(now: datetime) -> dict[str, object]:
    """What is left of the account: a number that others' rows point at. Its address is free again."""
    return {
        "email": f"{identifiers.new_public_id()}@removed.invalid",
        "display_name": "",
        "called": "",
        "password": make_password(None),
        "time_zone": "UTC",
        "zone_is_told": False,
        "language": "en-gb",
        "last_login": None,
        "joined_at": now,
        "is_active": False,
    }

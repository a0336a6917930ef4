"""People and rows for tests, made the way the product makes them: each by the person who may."""

from datetime import date, datetime
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from checkins.models import CheckIn, Note, SafetyAnswer, SharedWords
from couples import agreements, invitations, pairing, yourself
from couples.models import (
    Agreement,
    CareLink,
    Couple,
    Practice,
    Therapist,
    User,
)
from privacy import context
from privacy.context import acting_as, asking

PASSWORD = "a long quiet evening"
AT_THE_DOOR = context.Asker(door=True, staff=True)
CONTENT_WORK = context.Asker(staff=True)


def person(name: str, **fields: Any) -> User:
    """A user `name@example.org` who signs in with PASSWORD, in Amsterdam."""
    facts = {"display_name": name.title(), "time_zone": "Europe/Amsterdam"} | fields
    with asking(AT_THE_DOOR):
        user = User.objects.create(
            email=f"{name}@example.org", password=_hashed(*settings.PASSWORD_HASHERS), **facts
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@cache
def _hashed(*_hashers: str) -> str:
    """Made once for each way of hashing: it takes longer than all the rest of making a person."""
    return make_password(PASSWORD)


def therapist(name: str, practice: str = "Riverside Practice") -> User:
    user = person(name, role=User.Role.THERAPIST)
    with asking(AT_THE_DOOR):
        where, _ = Practice.objects.get_or_create(name=practice)
        Therapist.objects.create(person=user, practice=where)
    return user


def staff(name: str, **fields: Any) -> User:
    return person(name, role=User.Role.STAFF, is_staff=True, **fields)


def couple(first: User, second: User, *, now: datetime) -> Couple:
    with acting_as(first):
        ours = pairing.couple_of(first, now=now)
        token = invitations.token_of(invitations.invite_partner(ours, by=first, now=now))
    with acting_as(second):
        return pairing.accept(invitations.find(token), by=second, now=now)


def agreement(
    ours: Couple, with_therapist: User, *people: User, now: datetime, kinds: set[str] | None = None
) -> CareLink:
    """A therapist whom each of `people` lets see `kinds` (default: everything)."""
    agreed = set(Agreement.KINDS) if kinds is None else kinds
    with asking(AT_THE_DOOR):
        code = Therapist.objects.get(person=with_therapist).code
    with acting_as(people[0]):
        link = agreements.name_therapist(ours, code=code, by=people[0], now=now)
    for one in people:
        with acting_as(one):
            agreements.decide(link, by=one, kinds=agreed, now=now)
    return link


def tell(one: User, ours: Couple, words: str, *, now: datetime, with_answers: bool = False) -> None:
    """What one of them tells their therapist alone."""
    with acting_as(one):
        link = agreements.link_of(ours)
        assert link
        yourself.tell(link, words=words, with_answers=with_answers, by=one, now=now)


def check_in(
    one: User,
    ours: Couple,
    on: date,
    *,
    now: datetime,
    safe: str = "yes",
    words: dict[str, Any] | None = None,
    note: tuple[str, str] | None = None,
    **fields: Any,
) -> CheckIn:
    """A day of somebody; `words` are those of SharedWords, `note` is a text and its audience."""
    day = {"person": one, "couple": ours, "on": on}
    with acting_as(one):
        whole = CheckIn.objects.create(**day, **{"closeness": 5, "submitted_at": now} | fields)
        SafetyAnswer.objects.create(check_in=whole, **day, answer=safe)
        if words:
            SharedWords.objects.create(check_in=whole, **day, **words)
        if note:
            Note.objects.create(check_in=whole, **day, text=note[0], audience=note[1])
    return whole

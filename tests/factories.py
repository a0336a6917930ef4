"""People and rows for tests, made the way the product makes them: each by the person who may."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress

from checkins.models import CheckIn, Note, SafetyAnswer, SharedWords
from couples import pairing
from couples.models import (
    Agreement,
    CareLink,
    Couple,
    Invitation,
    Membership,
    Practice,
    Therapist,
    User,
)
from privacy import context
from privacy.context import acting_as, asking, holding

PASSWORD = "a long quiet evening"
AT_THE_DOOR = context.Asker(door=True, staff=True)


def person(name: str, **fields: Any) -> User:
    """A user `name@example.org` who signs in with PASSWORD, in Amsterdam."""
    facts = {"display_name": name.title(), "time_zone": "Europe/Amsterdam"} | fields
    with asking(AT_THE_DOOR):
        user = User.objects.create_user(f"{name}@example.org", PASSWORD, **facts)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def therapist(name: str, practice: str = "Riverside Practice") -> User:
    user = person(name, role=User.Role.THERAPIST)
    with asking(AT_THE_DOOR):
        where, _ = Practice.objects.get_or_create(name=practice)
        Therapist.objects.create(person=user, practice=where)
    return user


def staff(name: str, **fields: Any) -> User:
    return person(name, role=User.Role.STAFF, is_staff=True, **fields)


def couple(first: User, second: User, *, now: datetime) -> Couple:
    token_hash = secrets.token_hex(32)
    with acting_as(first):
        ours = pairing.couple_of(first, now=now)
        Invitation.objects.create(
            kind=Invitation.Kind.PARTNER,
            token_hash=token_hash,
            couple=ours,
            made_by=first,
            made_at=now,
            expires_at=now + timedelta(days=7),
        )
    with acting_as(second), holding(token_hash):
        Membership.objects.create(
            couple=ours, person=second, slot=Membership.Slot.SECOND, joined_at=now
        )
    return ours


def agreement(
    ours: Couple, with_therapist: User, *people: User, now: datetime, kinds: set[str] | None = None
) -> CareLink:
    """A therapist whom each of `people` lets see `kinds` (default: everything)."""
    agreed = set(Agreement.KINDS) if kinds is None else kinds
    with acting_as(people[0]):
        link = CareLink.objects.filter(couple=ours, ended_at=None).first()
        link = link or CareLink.objects.create(
            couple=ours, therapist=with_therapist, proposed_by=people[0], proposed_at=now
        )
    for one in people:
        with acting_as(one):
            decide(link, one, agreed, now=now)
    return link


def decide(link: CareLink, one: User, kinds: set[str], *, now: datetime) -> Agreement:
    version = Agreement.objects.filter(care_link=link, person=one).count() + 1
    choices = {kind: kind in kinds for kind in Agreement.KINDS}
    return Agreement.objects.create(
        care_link=link, person=one, version=version, wording="…", decided_at=now, **choices
    )


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

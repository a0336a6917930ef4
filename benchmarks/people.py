"""Couples by the hundred, written past the site's own doors by the database's superuser."""

import secrets
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE_RECORDS,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connections

from benchmarks.house import SUPERUSER
from care.models import LastActivity, Lately
from checkins.models import CheckIn, SafetyAnswer
from couples.models import Agreement, CareLink, Couple, Membership, User
from privacy import context, keys
from privacy.sessions import SessionStore

AGREED: dict[str, Any] = {"wording": "…", **dict.fromkeys(Agreement.KINDS, True)}
BACKEND = "couples.accounts.AuthenticationBackend"


def couples(number: int, *, now: datetime) -> list[tuple[User, User]]:
    people = User.objects.using(SUPERUSER).bulk_create(_person() for _ in range(2 * number))
    pairs = [(people[two], people[two + 1]) for two in range(0, 2 * number, 2)]
    ours = Couple.objects.using(SUPERUSER).bulk_create(
        Couple(started_by=first, started_at=now) for first, _ in pairs
    )
    Membership.objects.using(SUPERUSER).bulk_create(
        Membership(couple=couple, person=person, slot=slot, joined_at=now)
        for couple, pair in zip(ours, pairs, strict=True)
        for slot, person in enumerate(pair, start=1)
    )
    with connections[SUPERUSER].cursor() as cursor:
        cursor.executemany(keys.MAKE, [keys.fresh(person.pk) for person in people])
    return pairs


def _person(role: str = User.Role.PARTNER) -> User:
    name = secrets.token_hex(6)
    return User(email=f"{name}@example.org", display_name=name.title(), password="!", role=role)


def session_of(person: User) -> str:
    """Signed in just now, with a second key as well."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[WHOSE_RECORDS] = str(person.pk)
    session[RECORDS] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    with context.asking(context.Asker(door=True)):
        session.create()
    return str(session.session_key)


def check_ins(pairs: list[tuple[User, User]], *, until: date, days: int) -> None:
    """Both have handed in each of the last days, in bare numbers; the last one an hour ago."""
    everybody = [person for pair in pairs for person in pair]
    members = Membership.objects.using(SUPERUSER).filter(person__in=everybody)
    last = datetime.now(UTC) - timedelta(hours=1)
    rows = [
        CheckIn(
            person_id=member.person_id,
            couple_id=member.couple_id,
            on=until - timedelta(days=back),
            submitted_at=last - timedelta(days=back),
            closeness=(member.pk + 3 * back) % 11,
            stress=(member.pk + back) % 11,
            energy=5,
        )
        for member in members
        for back in range(days)
    ]
    CheckIn.objects.using(SUPERUSER).bulk_create(rows)
    with context.as_keeper():
        keys.fetch(people={row.person_id for row in rows}, named=())
        SafetyAnswer.objects.using(SUPERUSER).bulk_create(
            SafetyAnswer(
                check_in=row,
                person_id=row.person_id,
                couple_id=row.couple_id,
                on=row.on,
                answer=SafetyAnswer.Answer.YES,
                written_at=row.submitted_at,
            )
            for row in rows
        )


def therapist() -> User:
    person = _person(User.Role.THERAPIST)
    person.save(using=SUPERUSER)
    return person


def caseload(of: User, pairs: list[tuple[User, User]], *, now: datetime) -> None:
    """The therapist of these couples, by agreement of both; with the sums that are kept for it."""
    firsts = {first.pk: second for first, second in pairs}
    members = Membership.objects.using(SUPERUSER).filter(person__in=firsts)
    links = CareLink.objects.using(SUPERUSER).bulk_create(
        CareLink(
            couple_id=one.couple_id, therapist=of, proposed_by_id=one.person_id, proposed_at=now
        )
        for one in members
    )
    Agreement.objects.using(SUPERUSER).bulk_create(
        Agreement(care_link=link, person_id=pk, version=1, decided_at=now, **AGREED)
        for link in links
        for pk in (link.proposed_by_id, firsts[link.proposed_by_id].pk)
    )
    LastActivity.objects.using(SUPERUSER).bulk_create(
        LastActivity(couple_id=link.couple_id, kind=kind, on=now.date())
        for link in links
        for kind in LastActivity.Kind.values
    )
    Lately.objects.using(SUPERUSER).bulk_create(
        Lately(
            couple_id=link.couple_id, until=now.date(), closeness=link.pk % 10, closeness_before=5
        )
        for link in links
    )

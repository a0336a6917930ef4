from collections.abc import Collection
from datetime import datetime
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from care.demo import PASSWORD
from couples import agreements, invitations, pairing, staff
from couples.models import CareLink, Couple, Practice, Therapist, User
from privacy import context
from privacy.context import acting_as, asking

AT_THE_DOOR = context.Asker(door=True, staff=True)
ZONE = "Europe/Amsterdam"


@cache
def _password() -> str:
    """One hash for everybody: to make it is meant to be slow."""
    return make_password(PASSWORD)


def known(email: str) -> User | None:
    with asking(AT_THE_DOOR):
        return User.objects.filter(email=email).first()


def person(
    email: str, name: str, *, now: datetime, role: str = User.Role.PARTNER, is_staff: bool = False
) -> User:
    with asking(AT_THE_DOOR):
        user = User.objects.create(
            email=email,
            display_name=name,
            password=_password(),
            time_zone=ZONE,
            role=role,
            is_staff=is_staff,
            joined_at=now,
        )
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def therapist(email: str, name: str, practice: str, *, now: datetime) -> User:
    user = person(email, name, now=now, role=User.Role.THERAPIST)
    with asking(AT_THE_DOOR):
        where, _ = Practice.objects.get_or_create(name=practice)
        Therapist.objects.create(person=user, practice=where)
    return user


def editor(email: str, name: str, *, now: datetime) -> User:
    user = person(email, name, now=now, role=User.Role.STAFF, is_staff=True)
    with asking(AT_THE_DOOR):
        user.groups.add(Group.objects.get(name=staff.EDITORS))
    return user


def couple(first: User, second: User, *, now: datetime) -> Couple:
    with acting_as(first):
        ours = pairing.couple_of(first, now=now)
        token = invitations.token_of(invitations.invite_partner(ours, by=first, now=now))
    with acting_as(second):
        return pairing.accept(invitations.find(token), by=second, now=now)


def agree(
    ours: Couple, with_therapist: User, *people: User, kinds: Collection[str], now: datetime
) -> CareLink:
    with asking(AT_THE_DOOR):
        code = Therapist.objects.get(person=with_therapist).code
    with acting_as(people[0]):
        link = agreements.name_therapist(ours, code=code, by=people[0], now=now)
    for one in people:
        with acting_as(one):
            agreements.decide(link, by=one, kinds=kinds, now=now)
    return link

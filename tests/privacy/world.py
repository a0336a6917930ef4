"""A world in which every protected table holds a row about alice; `who.py` says who is who."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from care import triage
from checkins.models import Need
from couples import agreements, invitations, journal, pairing, pauses, yourself
from couples.models import Helpline, User
from leaving import erasing, exporting, tombstones
from leaving.models import ExportPiece
from privacy import access, keys, masters
from privacy.context import Asker, acting_as, as_steward, asking
from reminders.models import Reminder
from tests import factories
from tests.care import story
from tests.privacy import lived, passkey
from tests.privacy.who import World


def build(now: datetime) -> World:
    names = ("alice", "bob", "carol", "mallory", "trent")
    people = {name: factories.person(name) for name in names}
    others = factories.couple(people["mallory"], people.pop("trent"), now=now)
    before(people["carol"], people["alice"], now=now - timedelta(days=60))
    world = World(
        **people,
        tess=factories.therapist("tess"),
        wanda=factories.therapist("wanda"),
        tom=factories.therapist("tom", "Hillside Practice"),
        edith=factories.staff("edith", is_superuser=True),
        oscar=factories.staff("oscar"),
        couple=factories.couple(people["alice"], people["bob"], now=now - timedelta(days=9)),
        now=now,
    )
    factories.agreement(others, world.tom, world.mallory, now=now)
    therapists(world)
    account(world)
    ways_out(world)
    looks(world)
    lived.everything(world)
    leaving(world)
    for one in (world.alice, world.bob):
        with acting_as(one):
            keys.of(one.pk)
    masters.open_canaries()
    offered(world)
    return world


def before(carol: User, alice: User, *, now: datetime) -> None:
    """What carol and alice had, until alice left."""
    theirs = factories.couple(carol, alice, now=now)
    for one in (carol, alice):
        words = {"appreciation": "The walk."}
        facts: dict[str, Any] = {"words": words, "note": ("Old words.", "both")}
        factories.check_in(one, theirs, now.date(), now=now, **facts)
    story.moment(theirs, now.date())
    with acting_as(alice):
        pairing.unpair(theirs, by=alice, now=now + timedelta(days=1))


def therapists(world: World) -> None:
    """Wanda saw the two until bob withdrew and alice ended the link; then came tess."""
    couple, alice, bob = world.couple, world.alice, world.bob
    first = factories.agreement(couple, world.wanda, alice, bob, now=world.now)
    with acting_as(bob):
        agreements.withdraw(first, by=bob, now=world.now)
    with acting_as(alice):
        agreements.end(first, now=world.now)
    factories.agreement(couple, world.tess, alice, bob, now=world.now)


def account(world: World) -> None:
    alice = world.alice
    with acting_as(alice):
        TOTP.activate(alice, generate_totp_secret())
        kind, phone = Authenticator.Type.WEBAUTHN, passkey.registered("Phone")
        Authenticator.objects.create(user=alice, type=kind, data=phone)
        UserSession.objects.create(
            user=alice, session_key="k" * 32, ip="127.0.0.1", user_agent="a browser"
        )
        journal.lock(by=alice, pin="402871", now=world.now)
        pauses.begin(world.couple, days=1, now=world.now)
    with acting_as(world.edith):
        world.oscar.groups.add(Group.objects.get_or_create(name="Operators")[0])
        world.edith.groups.add(Group.objects.get_or_create(name="Editors")[0])
        world.edith.user_permissions.add(*Permission.objects.all()[:1])
    with asking(Asker(door=True)):
        address = EmailAddress.objects.get(user=alice)
        EmailConfirmation.objects.create(email_address=address, key="k" * 32, sent=world.now)
    with acting_as(world.edith):
        LogEntry.objects.create(
            user=world.edith,
            content_type=ContentType.objects.get_for_model(User),
            object_id=str(alice.pk),
            object_repr="Alice",
            action_flag=CHANGE,
        )
    with as_steward():
        Reminder.objects.create(
            person=alice,
            couple=world.couple,
            kind="check_in",
            occurrence="2026-05-06",
            local_at="2026-05-06T20:00",
            zone="Europe/Amsterdam",
            due_at=world.now,
            expires_at=world.now + timedelta(hours=3),
        )


def ways_out(world: World) -> None:
    with acting_as(world.edith):
        Helpline.objects.create(slug="a-line", country="Here", name="A line", phone="112")
    with acting_as(world.alice):
        yourself.answer({"afraid": "yes"}, by=world.alice, now=world.now)
    factories.tell(world.alice, world.couple, "Some words.", with_answers=True, now=world.now)


def looks(world: World) -> None:
    with acting_as(world.tess):
        access.note([access.Look("notes", whose=world.alice.pk)], now=world.now)
        triage.last_unsafe_days(world.tess, today=world.now.date())


def leaving(world: World) -> None:
    with acting_as(world.alice):
        erasing.ask(by=world.alice, now=world.now)
        copy = exporting.ask(by=world.alice, now=world.now)
        ExportPiece.objects.create(export=copy, person=world.alice, number=1, sealed=b"noise")
    tombstones.put_up(world.mallory, now=world.now)


def offered(world: World) -> None:
    """A need to choose, and a link with which tess invites a couple."""
    with acting_as(world.edith):
        Need.objects.create(slug="rest", label="rest")
    with acting_as(world.tess):
        invitations.invite_couple(by=world.tess, now=world.now)

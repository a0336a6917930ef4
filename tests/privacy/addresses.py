"""Every address of the site, with what is alice’s and bob’s in its gaps."""

import re

from allauth.mfa.models import Authenticator
from django.apps import apps

from care.models import TherapistMilestone
from checkins.models import Moment, Rhythm
from closeness.models import Hold, Item, OwnOption
from couples import invitations
from cues.models import Proposal
from cycle.models import Entry as HardMoment
from cycle.models import Exit
from exercises import finding
from exercises.finding import Question
from exercises.models import Sitting
from goals.models import Goal
from journaling.models import Entry, Shared
from listening.models import Session
from mending.models import Apology, Attempt, Rehearsal
from privacy.context import acting_as
from tests import pages
from tests.pages import GAPS, Address
from tests.privacy.who import World

OF_STAFF = re.compile(
    r"/admin/(care|checkins|closeness|couples|cues|cycle|exercises|goals|journaling|mending)/(\w+)/(x|1)/"
)
GAP = re.compile(rf"{GAPS['public_id']}A*|/1/|(?<=found)/x/")
Rows = dict[str, str]


def rows(world: World) -> Rows:
    """What stands in the gap of an address, by its beginning; the longest beginning counts."""
    with acting_as(world.alice):
        moment, rhythm = Moment.objects.get().public_id, Rhythm.objects.get().public_id
        sitting = Sitting.objects.get().public_id
        question = finding.sealed(Question(words="thank"), by=world.alice)
        session = Session.objects.get().public_id
        shared = Shared.objects.get()
        entry = Entry.objects.exclude(pk=shared.entry_id).get().public_id
        rehearsal = Rehearsal.objects.get().public_id
        apology = Apology.objects.get(sender=world.alice).public_id
        hard = HardMoment.objects.get(person=world.alice).public_id
        way_out = Exit.objects.get().public_id
        goal = Goal.objects.get().public_id
        item, hold = Item.objects.get(done=True).pk, Hold.objects.get().pk
        idea = OwnOption.objects.get().pk
        cue = Proposal.objects.standing().get(person=world.alice).public_id
        attempt = Attempt.objects.get(sender=world.alice).public_id
    with acting_as(world.tess):
        milestone = TherapistMilestone.objects.get().public_id
    return {
        "/moments/": moment,
        "/live/": moment,
        "/journal/": entry,
        "/journal/new/": GAPS["public_id"],
        "/journal/shared/": shared.public_id,
        "/listening/": session,
        "/live/listening/": session,
        "/apology/rehearsal/": rehearsal,
        "/apology/sent/": apology,
        "/apology/received/": apology,
        "/repair/": attempt,
        "/cycle/moments/": hard,
        "/cycle/ways-out/": way_out,
        "/goals/": goal,
        "/closeness/": item,
        "/closeness/hold/": hold,
        "/closeness/ideas/": idea,
        "/cues/": cue,
        "/rhythm/": rhythm,
        "/exercises/own/": sitting,
        "/exercises/found/": question,
        "/caseload/milestones/": milestone,
        "/caseload/holds/": hold,
        "/caseload/": world.couple.public_id,
    }


def of(world: World) -> dict[str, str]:
    """By name, or by path where an address has none."""
    gaps = rows(world) | links(world) | keys(world)
    return {one.name or one.path: filled(one, gaps, world) for one in pages.addresses()}


def links(world: World) -> Rows:
    """What tess sends to a couple: her list of links, and the page behind one."""
    with acting_as(world.tess):
        link = invitations.by_therapist(world.tess, now=world.now)[0]
    return {"/invite/": link.public_id, "/join/": invitations.token_of(link)}


def keys(world: World) -> Rows:
    """Numbers: of alice’s passkey, and of levels."""
    with acting_as(world.alice):
        passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    return {
        "/account/2fa/webauthn/keys/": str(passkey.pk),
        "/closeness/level/": "5",
        "/closeness/pace/back/": "1",
    }


def filled(one: Address, gaps: Rows, world: World) -> str:
    url = one.url if one.name else "/" + re.sub(r"<.*?>|\(\?P.*\)\$", "x", one.path)
    begins = [start for start in gaps if url.startswith(start)]
    if begins:
        row = gaps[max(begins, key=len)]
        return GAP.sub(lambda gap: gap[0].replace(gap[0].strip("/"), row), url, count=1)
    if found := OF_STAFF.match(url):
        key = f"/{newest(found[1], found[2], world)}/"
        url = url.replace(f"/{found[3]}/", key, 1).replace(GAPS["slug"], "new-draft")
    return url


def newest(app: str, model: str, world: World) -> int:
    """What staff look after, as edith finds it."""
    with acting_as(world.edith):
        row = apps.get_model(app, model)._default_manager.order_by("pk").last()
    assert row is not None
    return int(row.pk)

"""What a therapist may see. It counts only while both partners' newest decisions say yes.

A decision is a row that is never edited. Each sees only their own: what the partner chose is neither
shown nor to be guessed from any page.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from couples import happenings, invitations, locks, pairing
from couples.models import Agreement, CareLink, Couple, Invitation, User
from privacy.context import holding
from privacy.ready import Ready

Kind = happenings.Kind


class NoSuchTherapist(Exception):
    """No practice gave out this code."""


class TherapistNamed(Exception):
    """One therapist at a time: the link to the first must end before the next."""


class AnotherTherapist(Exception):
    """Whom the page named is not their therapist any more."""


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of data in plain words: what would be seen, and what would not."""

    title: str
    text: str


FIELDS: Mapping[str, Field] = {
    "ratings": Field(
        "Your check-in ratings",
        "The numbers for closeness, stress and energy, hours of sleep, and whether you felt safe. "
        "Not your needs, your appreciations or your notes.",
    ),
    "notes": Field(
        "Notes you mark for your therapist",
        "Only a note that you mark “my therapist” or “both” when you write it. Every other note "
        "stays closed.",
    ),
    "milestones": Field(
        "Your milestones and moments",
        "Which milestones the two of you have reached, and when. Which of your moments were held, "
        "and which were not; not what either of you said of one.",
    ),
    "exercises": Field(
        "Exercises you have done",
        "Which exercises you finished, and when; which times you listened to each other, with the "
        "numbers that both of you gave at the end; on which days one of you sent an apology here. "
        "Not what you wrote or said in any of it, nor what came back.",
    ),
    "goals": Field(
        "Your shared goals",
        "The title and the stage of each goal that both of you signed, how far you have come in "
        "rounds that both of you rated, and the number worked out from those. Not the sentences for "
        "its five steps, nothing that one of you alone has offered, begun or rated.",
    ),
    "closeness": Field(
        "Your closeness, in counts",
        "How many things of each level both of you have marked as done, and a level at which the "
        "three of you stay for a while: your therapist may suggest one, and it holds when both of "
        "you say yes. Never which things, never who chose or answered what, never anyone’s pace.",
    ),
}

EARLIER = (
    "A yes covers earlier days as well: what is already here, and not only what is still to come. "
    "That is so even if you had another therapist then."
)


_LINK = Ready[CareLink](
    lambda couple: (
        CareLink.objects.with_therapist().filter(couple=couple, ended_at=None).order_by("pk")[:1]
    ),
    couple=Couple,
)


def link_of(couple: Couple) -> CareLink | None:
    return next(iter(_LINK(couple=couple)), None)


def shown(couple: Couple, public_id: str) -> CareLink:
    """The link to the therapist whom a page named when it was opened, ended or not."""
    link = CareLink.objects.with_therapist().filter(couple=couple, public_id=public_id).first()
    if link is None:
        raise AnotherTherapist
    return link


def hold(link: CareLink) -> None:
    """Until the transaction ends nobody else becomes their therapist; refuses where somebody has."""
    locks.hold(link.couple)
    if link_of(link.couple) != link:
        raise AnotherTherapist


@transaction.atomic
def name_therapist(couple: Couple, *, code: str, by: User, now: datetime) -> CareLink:
    with connection.cursor() as cursor:
        cursor.execute("SELECT moments_therapist_by_code(%s)", [code.replace(" ", "")])
        (therapist_id,) = cursor.fetchone() or (None,)
    if therapist_id is None:
        raise NoSuchTherapist
    return _link(couple, therapist_id, by=by, now=now)


def bring(link: CareLink, *, to: Couple, by: User, now: datetime) -> None:
    """Whom somebody named alone, for the two; whoever is named for them already stays."""
    with suppress(TherapistNamed):
        _link(to, link.therapist_id, by=by, now=now)


def check(invitation: Invitation, *, by: User, now: datetime) -> Couple:
    """The couple for which the therapist's link would be accepted."""
    if not by.is_partner:
        raise pairing.NotForThem
    if not invitation.is_open(now):
        raise invitations.InvitationGone
    couple = pairing.couple_of(by, now=now)
    there = link_of(couple)
    if there and there.therapist_id != invitation.made_by_id:
        raise TherapistNamed
    return couple


@transaction.atomic
def accept(invitation: Invitation, *, by: User, now: datetime) -> CareLink:
    """A therapist's link: it names them, and shows them nothing yet."""
    couple = check(invitation, by=by, now=now)
    with holding(invitation.token_hash):
        invitations.use(invitation, by=by, now=now)
        return _link(couple, invitation.made_by_id, by=by, now=now)


@transaction.atomic
def end(link: CareLink, *, now: datetime) -> None:
    CareLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now)


@transaction.atomic
def decide(link: CareLink, *, by: User, kinds: Collection[str], now: datetime) -> Agreement:
    """The next version; the same decision on the same words twice is one (a double click)."""
    hold(link)
    before, words = newest(link, by), wording(link, kinds)
    if before and before.kinds == set(kinds) and before.wording == words:
        return before
    agreement = Agreement.objects.create(
        care_link=link,
        person=by,
        version=before.version + 1 if before else 1,
        wording=words,
        decided_at=now,
        **{kind: kind in kinds for kind in Agreement.KINDS},
    )
    kind = Kind.AGREEMENT_MADE if kinds else Kind.AGREEMENT_WITHDRAWN
    happenings.record(kind, couple=link.couple, by=by, on=by.local_date(now), now=now)
    return agreement


def withdraw(link: CareLink, *, by: User, now: datetime) -> Agreement:
    return decide(link, by=by, kinds=(), now=now)


def newest(link: CareLink, person: User) -> Agreement | None:
    return link.agreements.filter(person=person).order_by("version").last()


def versions(person: User) -> QuerySet[Agreement]:
    """Everything the person ever decided, newest first."""
    mine = Agreement.objects.filter(person=person).select_related("care_link")
    return mine.order_by("-decided_at", "-version")


def is_waiting(person: User) -> bool:
    """A therapist is named and this person has not decided yet."""
    return undecided(person).filter(couple=pairing.known_couple(person)).exists()


def undecided(person: User) -> QuerySet[CareLink]:
    return CareLink.objects.filter(ended_at=None).exclude(agreements__person=person)


def wording(link: CareLink, kinds: Collection[str]) -> str:
    """The words as they stood on the page, with the answers."""
    lines = [f"What {link.therapist.display_name} may see:"]
    for kind, field in FIELDS.items():
        answer = "yes" if kind in kinds else "no"
        lines.append(f"{field.title}: {answer}. {field.text}")
    return "\n".join([*lines, EARLIER])


def _link(couple: Couple, therapist_id: int, *, by: User, now: datetime) -> CareLink:
    locks.hold(couple)
    there = link_of(couple)
    if there and there.therapist_id == therapist_id:
        return there
    if there:
        raise TherapistNamed
    link = CareLink.objects.create(
        couple=couple, therapist_id=therapist_id, proposed_by=by, proposed_at=now
    )
    happenings.record(Kind.THERAPIST_NAMED, couple=couple, by=by, on=by.local_date(now), now=now)
    return link

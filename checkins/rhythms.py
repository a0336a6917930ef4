"""How two people agree on a rhythm: one proposes, the other accepts or answers with another time.

There is no “no”: a proposal stands until it is accepted, answered or withdrawn. Every step changes a
row only from the state in which the person saw it, so that of two at once exactly one counts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from checkins import moments
from checkins.models import Rhythm
from checkins.models.rhythm import Times
from couples import happenings, zones
from couples.models import Couple, Happening, User
from privacy.context import as_steward

Status = Rhythm.Status


class NeedsPartner(Exception):
    """A rhythm takes two, and the partner has not joined yet."""


class ChangedMeanwhile(Exception):
    """The other was quicker: what the person saw is no longer what stands."""


class AlreadyAgreed(Exception):
    """These are the times that the two already have."""


def proposed(couple: Couple) -> Rhythm | None:
    return Rhythm.objects.of(couple).proposed().select_related("proposed_by").first()


def agreed(couple: Couple) -> Rhythm | None:
    return Rhythm.objects.of(couple).agreed().first()


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand for one of the two: what is agreed, what is proposed and who is to answer."""

    partner: User | None
    agreed: Rhythm | None
    proposal: Rhythm | None
    waits_for_me: bool
    would_start: datetime | None

    @property
    def times(self) -> Times | None:
        latest = self.proposal or self.agreed
        return latest.times if latest else None


def standing(couple: Couple, person: User, *, now: datetime) -> Standing:
    proposal = proposed(couple)
    return Standing(
        partner=couple.partner_of(person),
        agreed=agreed(couple),
        proposal=proposal,
        waits_for_me=proposal is not None and proposal.proposed_by_id != person.pk,
        would_start=first_start(proposal, now) if proposal else None,
    )


def first_start(rhythm: Rhythm, now: datetime) -> datetime:
    """When this rhythm would next begin."""
    today = now.astimezone(zones.zone(rhythm.zone)).date()
    days = [today + timedelta(days=ahead) for ahead in range(9)]
    starts = (zones.to_utc(day, rhythm.at, rhythm.zone) for day in days if rhythm.falls_on(day))
    return next(start for start in starts if start > now)


@transaction.atomic
def propose(
    times: Times, *, couple: Couple, by: User, now: datetime, instead_of: Rhythm | None = None
) -> Rhythm:
    """A new proposal; `instead_of` is the open one, of either, that the person had before them."""
    if couple.partner_of(by) is None:
        raise NeedsPartner
    if not moments.are_still_two(couple, by):
        raise ChangedMeanwhile
    standing = proposed(couple)
    if standing and standing.proposed_by_id == by.pk and standing.times == times:
        return standing  # the same form sent twice
    current = agreed(couple)
    if current and current.times == times:
        raise AlreadyAgreed
    if instead_of is not None:
        own = instead_of.proposed_by_id == by.pk
        _close(instead_of, Status.WITHDRAWN if own else Status.ANSWERED, now=now)
    rhythm = _create(times, couple=couple, by=by, now=now)
    _record(Happening.Kind.RHYTHM_PROPOSED, rhythm, by=by, now=now)
    return rhythm


@transaction.atomic
def accept(proposal: Rhythm, *, by: User, now: datetime) -> Rhythm:
    """From now on these are the two's times; an older rhythm went on until this very moment."""
    if not moments.are_still_two(proposal.couple, by):
        raise ChangedMeanwhile
    older = Rhythm.objects.of(proposal.couple).agreed().exclude(pk=proposal.pk)
    older.update(status=Status.REPLACED, closed_at=now)
    open_to_me = Rhythm.objects.filter(pk=proposal.pk).proposed().exclude(proposed_by=by)
    taken = open_to_me.update(status=Status.AGREED, accepted_by=by, accepted_at=now)
    proposal.refresh_from_db()
    if taken:
        moments.call_off_coming(proposal.couple, now=now, also_moved=False)
        moments.plan(proposal, now=now)
        _record(Happening.Kind.RHYTHM_AGREED, proposal, by=by, now=now)
    elif proposal.status != Status.AGREED or proposal.accepted_by_id != by.pk:
        raise ChangedMeanwhile
    return proposal


@transaction.atomic
def withdraw(proposal: Rhythm, *, by: User, now: datetime) -> None:
    own = Rhythm.objects.filter(pk=proposal.pk, proposed_by=by)
    if own.proposed().update(status=Status.WITHDRAWN, closed_at=now):
        return
    if not own.filter(status=Status.WITHDRAWN).exists():
        raise ChangedMeanwhile


@transaction.atomic
def end(rhythm: Rhythm, *, now: datetime) -> None:
    """Either may; what lies ahead is called off, what was held stays. Ending twice is ending once."""
    ending = Rhythm.objects.filter(pk=rhythm.pk).agreed()
    if ending.update(status=Status.ENDED, closed_at=now):
        moments.call_off_coming(rhythm.couple, now=now)


def stop_when_unpaired(happening: Happening) -> None:
    """By then the one who left may no longer touch the couple's rows, so the house does."""
    with as_steward():
        rhythms = Rhythm.objects.of(happening.couple)
        rhythms.proposed().update(status=Status.WITHDRAWN, closed_at=happening.at)
        rhythms.agreed().update(status=Status.ENDED, closed_at=happening.at)
    moments.call_off_coming(happening.couple, now=happening.at)


def _close(proposal: Rhythm, status: Status, *, now: datetime) -> None:
    still_open = Rhythm.objects.filter(pk=proposal.pk).proposed()
    if not still_open.update(status=status, closed_at=now):
        raise ChangedMeanwhile


def _create(times: Times, *, couple: Couple, by: User, now: datetime) -> Rhythm:
    try:
        with transaction.atomic():
            return Rhythm.objects.create(
                couple=couple,
                weekdays=times.weekdays,
                at=times.at,
                minutes=times.minutes,
                zone=times.zone,
                proposed_by=by,
                proposed_at=now,
            )
    except (
        IntegrityError
    ) as error:  # the partner's proposal came first: couple_has_one_open_proposal
        raise ChangedMeanwhile from error


def _record(kind: Happening.Kind, rhythm: Rhythm, *, by: User, now: datetime) -> None:
    happenings.record(kind, couple=rhythm.couple, by=by, on=by.local_date(now), now=now)

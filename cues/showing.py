"""What stands on the page of the two’s cues, for one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from couples import pauses
from couples.models import Couple, Pause, User
from cues import weekly
from cues.models import Proposal, SetAside
from privacy.fields import shown


@dataclass(frozen=True, slots=True)
class Shown:
    """`instead_of`: the words that stand until these are signed, or nothing."""

    proposal: Proposal
    words: str
    is_mine: bool
    instead_of: str = ""
    is_this_week_s: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """With the lock of one’s own words closed, what waits for them is not in it: it would show what they
    let rest.
    """

    is_closed: bool
    partner: User | None
    pause: Pause | None
    standing: Sequence[Shown]
    to_sign: Sequence[Shown]
    resting: Sequence[Shown]
    mine: Sequence[Shown]

    @property
    def is_empty(self) -> bool:
        return not (self.standing or self.to_sign or self.resting or self.mine)


def page(couple: Couple, person: User, *, is_closed: bool, now: datetime) -> Page:
    rows = list(Proposal.objects.of(couple).in_sight(now).order_by("pk"))
    signed = {one.public_id: shown(one, "words") for one in rows if one.is_signed}
    turn = weekly.whose_turn(couple, signed, now=now)
    waiting = [_waiting(one, person, signed) for one in rows if not one.is_signed]
    theirs = [] if is_closed else [one for one in waiting if not one.is_mine]
    aside = set() if is_closed else _set_aside(person)
    return Page(
        is_closed,
        couple.partner_of(person),
        pauses.running(couple, now=now),
        standing=[_standing(one, person, signed, turn) for one in rows if one.is_signed],
        to_sign=[one for one in theirs if one.proposal.pk not in aside],
        resting=[one for one in theirs if one.proposal.pk in aside],
        mine=[one for one in waiting if one.is_mine],
    )


def _standing(one: Proposal, person: User, signed: dict[str, str], turn: str) -> Shown:
    is_mine, words = one.person_id == person.pk, signed[one.public_id]
    return Shown(one, words, is_mine, is_this_week_s=one.public_id == turn)


def _waiting(one: Proposal, person: User, signed: dict[str, str]) -> Shown:
    is_mine, words = one.person_id == person.pk, shown(one, "words")
    return Shown(one, words, is_mine, instead_of=signed.get(one.public_id, ""))


def _set_aside(person: User) -> set[int]:
    return set(SetAside.objects.filter(person=person).values_list("proposal", flat=True))

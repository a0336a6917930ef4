"""What the two do about their cues, each as the person who does it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from couples.models import Couple, User
from cues import proposing, showing, signing, weekly
from cues.models import Cue, Proposal
from privacy.context import acting_as, asking
from privacy.identifiers import new_public_id
from tests import factories

HAND, LAMP, HUM = "A hand held out", "The small lamp switched on", "One low hum"


def ideas_there() -> None:
    with asking(factories.CONTENT_WORK):
        for order, words in enumerate((HAND, LAMP)):
            Cue.objects.create(slug=words.split()[-1], words=words, fits="Later.", order=order)
    Cue.objects.changed()


def proposed(
    couple: Couple, by: User, words: str = HAND, *, now: datetime, token: str = ""
) -> Proposal:
    token = token or new_public_id()
    with acting_as(by):
        proposing.propose(couple, words, token=token, by=by, now=now)
        return _whole(Proposal.objects.filter(person=by, token=token))


def changed(
    one: Proposal, words: str, *, now: datetime, seen: int | None = None, token: str = ""
) -> Proposal:
    """By whoever proposed it."""
    token = token or new_public_id()
    with acting_as(one.person):
        proposing.change(
            one.couple,
            one.public_id,
            words,
            seen=seen or one.version,
            token=token,
            by=one.person,
            now=now,
        )
        return _whole(Proposal.objects.called(one.public_id))


def _whole(rows: "QuerySet[Proposal]") -> Proposal:
    """The newest, with whatever is asked of it later by somebody else."""
    return rows.select_related("person", "couple").latest("version")


def taken_back(one: Proposal, *, now: datetime) -> None:
    with acting_as(one.person):
        proposing.take_back(one.couple, one.public_id, seen=one.version, by=one.person, now=now)


def sign(one: Proposal, by: User, *, now: datetime) -> None:
    with acting_as(by):
        signing.sign(one.couple, one.public_id, seen=one.version, by=by, now=now)


def let_rest(one: Proposal, by: User, *, now: datetime) -> None:
    with acting_as(by):
        signing.let_rest(one.couple, one.public_id, seen=one.version, by=by, now=now)


def retire(one: Proposal, by: User, *, now: datetime) -> None:
    with acting_as(by):
        signing.retire(one.couple, one.public_id, now=now)


def signed(couple: Couple, by: User, words: str = HAND, *, signer: User, now: datetime) -> Proposal:
    one = proposed(couple, by, words, now=now)
    sign(one, signer, now=now)
    return one


def page(couple: Couple, person: User, *, now: datetime) -> showing.Page:
    with acting_as(person):
        return showing.page(couple, person, is_closed=False, now=now)


def words(shown: Sequence[showing.Shown]) -> list[str]:
    return [one.words for one in shown]


def line(couple: Couple, person: User, *, now: datetime) -> str:
    """This week’s cue, as this person reads it; nothing where there is none."""
    with acting_as(person):
        found = weekly.line(couple, now)
        return found.words if found else ""

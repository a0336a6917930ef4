"""What Robin and Sam agree on without words: two cues stand, and one of Sam’s waits for Robin."""

from datetime import datetime, timedelta

from couples.models import Couple, User
from cues import proposing, signing
from cues.models import Proposal
from privacy.context import acting_as
from privacy.identifiers import new_public_id

OF_ROBIN = "Two taps on the table: I am with you"
OF_SAM = "A hand laid open between us, to be taken or not"
WAITS = "The small lamp in the hall left on"


def agree(couple: Couple, robin: User, sam: User, *, now: datetime) -> None:
    for person, other, words in ((robin, sam, OF_ROBIN), (sam, robin, OF_SAM)):
        one = _propose(couple, words, person, now)
        with acting_as(other):
            signing.sign(couple, one, seen=1, by=other, now=now + timedelta(hours=3))
    _propose(couple, WAITS, sam, now + timedelta(hours=9))


def _propose(couple: Couple, words: str, by: User, now: datetime) -> str:
    token = new_public_id()
    with acting_as(by):
        proposing.propose(couple, words, token=token, by=by, now=now)
        return Proposal.objects.get(person=by, token=token).public_id

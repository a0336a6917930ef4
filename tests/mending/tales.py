"""What the two do about an apology, each as the person who does it."""

from collections.abc import Mapping
from datetime import datetime

from couples.models import Couple, User
from mending import giving, receiving, rehearsing
from mending.models import Answer, Apology, Part, Rehearsal
from privacy.context import acting_as, as_steward

Name = Part.Name
DID = "I read your letter. That was wrong of me."
OFFER = "I will ask you from now on. What else would help you?"
WHOLE = {Name.RESPONSIBILITY: DID, Name.REPAIR: OFFER}


def rehearsed(
    couple: Couple, by: User, *, now: datetime, parts: Mapping[Name, str] = WHOLE
) -> Rehearsal:
    with acting_as(by):
        found = rehearsing.begin(couple, by=by, now=now)
        for name, words in parts.items():
            rehearsing.keep(found, name, words=words, now=now)
        found.refresh_from_db()
    return found


def give(couple: Couple, rehearsal: Rehearsal, by: User, *, now: datetime) -> Apology:
    with acting_as(by):
        return giving.send(couple, rehearsal, seen=rehearsal.version, by=by, now=now)


def sent(couple: Couple, by: User, *, now: datetime) -> Apology:
    return give(couple, rehearsed(couple, by, now=now), by, now=now)


def opened(apology: Apology, by: User, *, now: datetime) -> receiving.Received:
    with acting_as(by):
        return receiving.open_(apology, by=by, now=now)


def answered(
    apology: Apology, by: User, answer: Answer, *, told: bool = False, now: datetime
) -> None:
    with acting_as(by):
        receiving.note(apology, answer, by=by, now=now)
        if told:
            receiving.tell(apology, answer, by=by)


def again(apology: Apology) -> Apology:
    with as_steward():
        return Apology.objects.select_related("couple").get(pk=apology.pk)

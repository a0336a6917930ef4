"""What the two do about an apology or a repair attempt, each as the person who does it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from couples.models import Couple, User
from mending import attempting, giving, liking, outcomes, receiving, rehearsing
from mending.models import Answer, Apology, Attempt, Part, Phrase, Rehearsal, Result
from privacy.context import acting_as, as_steward, asking
from privacy.identifiers import new_public_id
from tests import factories

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


START_OVER = "Can we start over?"


def phrases_there() -> None:
    """A short list, in two kinds."""
    kinds = Phrase.Kind
    for order, (slug, kind, words) in enumerate(
        (
            ("my-tone", kinds.MY_PART, "My tone was wrong."),
            ("start-over", kinds.COMING_BACK, START_OVER),
            ("tea", kinds.COMING_BACK, "I have made tea."),
        )
    ):
        with asking(factories.CONTENT_WORK):
            Phrase.objects.create(slug=slug, kind=kind, words=words, fits="Later.", order=order)
    Phrase.objects.changed()


def likes(couple: Couple, person: User, *slugs: str, own: Sequence[str] = ()) -> None:
    with acting_as(person):
        seen = liking.of(couple, person).version
        liking.keep(couple, slugs, own, seen=seen, by=person)


def tried(
    couple: Couple, by: User, *, now: datetime, chosen: str = "start-over", token: str = ""
) -> Attempt:
    with acting_as(by):
        return attempting.send(couple, chosen, token=token or new_public_id(), by=by, now=now)


def read(attempt: Attempt, by: User, *, now: datetime) -> outcomes.Seen:
    with acting_as(by):
        return outcomes.open_(attempt, by=by, now=now)


def noted(attempt: Attempt, by: User, result: Result, *, now: datetime) -> None:
    with acting_as(by):
        outcomes.note(attempt, result, by=by, now=now)


def put_away(attempt: Attempt, by: User, *, now: datetime) -> None:
    with acting_as(by):
        outcomes.put_away(attempt, away=True, by=by, now=now)


def taken_back(attempt: Attempt, by: User, *, now: datetime) -> None:
    with acting_as(by):
        attempting.take_back(attempt, by=by, now=now)


def looked_at(attempt: Attempt, by: User) -> outcomes.Seen:
    """Without opening it."""
    with acting_as(by):
        return outcomes.of(attempt, by=by)

"""What Robin and Sam note of their hard moments, share of it, and make of it together."""

from datetime import date, datetime, timedelta

from couples.models import Couple, User
from cycle import noting, ours, sharing
from cycle.models import Entry
from cycle.telling import Told
from privacy.context import acting_as
from privacy.identifiers import new_public_id

OF_ROBIN = (
    Told(
        "Sam came home and sat down with the phone. I asked what was wrong, three times.",
        cues=["silence", "left-alone"],
        moves=["pursued", "criticised"],
        feelings=["afraid", "unimportant"],
        needs=["to-know-we-are-all-right"],
    ),
    Told(
        "The sofa on Sunday. I moved closer and Sam got up.",
        cues=["turned-down", "silence"],
        moves=["pursued"],
        own_feeling="As if I were furniture",
        needs=["to-matter"],
    ),
)
OF_SAM = (
    Told(
        "Robin asked and asked, and I had nothing left to say.",
        cues=["tired", "pulled-at"],
        moves=["withdrew"],
        feelings=["helpless", "ashamed"],
        needs=["time-to-settle"],
    ),
    Told(
        "A hand on my back in the kitchen, and I stiffened.",
        cues=["touch-expected", "pulled-at"],
        moves=["got-busy", "withdrew"],
        feelings=["ashamed"],
        own_need="A hug that is only a hug",
    ),
)
KEPT_BY_ROBIN = Told("The party. I laughed too loud and went home alone.", cues=["not-enough"])
WAYS_OUT = ("Say “there it is again”, and both breathe out", "Ten minutes on the balcony")


def draw(couple: Couple, robin: User, sam: User, *, now: datetime) -> None:
    for person, told in ((robin, OF_ROBIN), (sam, OF_SAM)):
        for number, one in enumerate(told):
            _share(couple, one, person, now - timedelta(days=number), now)
    _note(KEPT_BY_ROBIN, robin, robin.local_date(now))
    with acting_as(robin):
        ours.name(couple, "Hide and seek", seen=0, by=robin, now=now)
    for person, words in zip((robin, sam), WAYS_OUT, strict=True):
        with acting_as(person):
            ours.mark_exit(couple, words, token=new_public_id(), by=person, now=now)


def _share(couple: Couple, told: Told, by: User, at: datetime, now: datetime) -> None:
    entry = _note(told, by, by.local_date(at))
    with acting_as(by):
        sharing.share(entry, couple, seen=entry.version, by=by, now=now)


def _note(told: Told, by: User, on: date) -> Entry:
    with acting_as(by):
        return noting.note(told, on=on, token=new_public_id(), by=by)

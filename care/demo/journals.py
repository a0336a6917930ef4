"""What Robin and Sam write in their journals; each shares one page with the other."""

from datetime import datetime

from couples.models import Couple, User
from journaling import sharing, writing
from journaling.models import Entry, Prompt
from journaling.writing import Opened
from privacy.context import acting_as
from privacy.identifiers import new_public_id

ROBIN_ALONE = (
    "Sam asked at dinner how my day was, and waited for the answer. I said “fine”, as always, and then it "
    "was too late. Next time I would like to say one true thing."
)
ROBIN_AGAIN = (
    "I am too much for everyone.",
    "Sam was reading messages, and I had waited all day to tell something.",
    "That somebody is glad when I come in.",
    "Sam may have been afraid of getting it wrong once more, and looked away first.",
    "We were both waiting for the other to begin, each of us a little afraid.",
)
SAM = (
    "The walk on Sunday, even in the rain.",
    "Robin waited for me at the bridge. I took the long way with you, and was glad.",
)
SAM_ALONE = ("A thank you for the tea.", "I could begin the day without hurrying.")


def write(couple: Couple, robin: User, sam: User, *, now: datetime) -> None:
    _page(robin, writing.FREE, ROBIN_ALONE, now=now)
    _share(couple, robin, _page(robin, "something-wrong-with-me", *ROBIN_AGAIN, now=now), now=now)
    _page(sam, "what-i-would-thank-for", *SAM_ALONE, now=now)
    _share(couple, sam, _page(sam, "a-good-thing-today", *SAM, now=now), now=now)


def _page(by: User, slug: str, *words: str, now: datetime) -> Entry | None:
    """None where the prompts are others by now."""
    blank = writing.blank(Prompt.objects.find(slug))
    if len(blank.parts) != len(words):
        return None
    opened = Opened(new_public_id())
    with acting_as(by):
        return writing.begin(new_public_id(), blank.filled(words), opened=opened, by=by, now=now)


def _share(couple: Couple, by: User, entry: Entry | None, *, now: datetime) -> None:
    if entry:
        with acting_as(by):
            sharing.share(couple, entry, seen=entry.page, by=by, now=now)

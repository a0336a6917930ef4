"""The six pages that lead through a moment. Names, never “you”: two may share one device."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from checkins.models import Moment
from checkins.models.moments import LAST_STEP

OVER_AFTER = timedelta(hours=1)
ABOUT_ONE, ABOUT_MORE = "about one minute", "about {} minutes"


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    title: str
    lines: tuple[str, ...]
    note: str
    breathes: bool = False
    names_needs: bool = False
    closes: bool = False


def pages(moment: Moment) -> list[Page]:
    first = moment.first_speaker.display_name
    other = moment.second_speaker
    second = other.display_name if other else "your partner"
    about = _about(max(1, (moment.minutes - 1) // 4))
    return [
        Page(1, "Arrive first", ARRIVE, ABOUT_ONE, breathes=True),
        _speak(2, f"{first} begins", first, second, about),
        _say_back(3, first, second, about),
        _speak(4, f"Now {second}", second, first, about),
        _say_back(5, second, first, about),
        Page(LAST_STEP, "Close with something small", CLOSE, ABOUT_ONE, closes=True),
    ]


@dataclass(frozen=True, slots=True)
class Walk:
    """One page of the guide as it stands in front of somebody."""

    moment: Moment
    page: Page
    is_open: bool
    can_mark: bool

    @property
    def all(self) -> list[Page]:
        return pages(self.moment)

    @property
    def steps(self) -> range:
        return range(1, LAST_STEP + 1)

    @property
    def is_where_both_are(self) -> bool:
        return self.page.number == self.moment.step

    @property
    def back(self) -> int:
        return self.page.number - 1

    @property
    def further(self) -> int:
        """The next page, or nothing on the last one."""
        return 0 if self.page.closes else self.page.number + 1

    @property
    def version(self) -> str:
        return version(self.moment)


def walk(moment: Moment, asked: str, *, now: datetime) -> Walk:
    rests = moment.rests
    return Walk(
        moment,
        page=pages(moment)[page_number(asked, moment, now) - 1],
        is_open=moment.can_be_walked(now) and not rests,
        can_mark=moment.can_be_marked(now) and not rests,
    )


def page_number(asked: str, moment: Moment, now: datetime) -> int:
    """The page asked for; else where both are; long after the end, the last one."""
    if asked in {str(number) for number in range(1, LAST_STEP + 1)}:
        return int(asked)
    return LAST_STEP if now > moment.ends_at + OVER_AFTER else moment.step


def version(moment: Moment) -> str:
    """What both see the same: while it stays, an open page need not be drawn again."""
    return f"{moment.step}-{moment.status}"


ARRIVE = (
    "Sit so that you hear each other well, and put everything else away.",
    "Breathe in slowly, and out a little longer. There is nothing to say yet.",
)
CLOSE = (
    "Thank each other in a few words.",
    "If you both like, add something small: a cup of tea, a hand held, a walk around the block.",
)


def _speak(number: int, title: str, speaker: str, listener: str, about: str) -> Page:
    lines = (
        f"{speaker} names one need, or two. Short sentences that begin with “I” are enough.",
        f"{listener} listens until the end. Nothing has to be solved.",
    )
    return Page(number, title, lines, about, names_needs=True)


def _say_back(number: int, speaker: str, listener: str, about: str) -> Page:
    lines = (
        f"{listener} says back what arrived: “What I hear is …”, and asks: “Is that it?”",
        f"{speaker} says “Yes, that’s it”, or says it once more. Both are fine.",
    )
    return Page(number, f"{listener} says it back", lines, about)


def _about(minutes: int) -> str:
    return ABOUT_ONE if minutes == 1 else ABOUT_MORE.format(minutes)

"""What pages look like that the people of the demo have not come to: closeness, cues and goals before any
beginning, closeness far along and at rest, a lock closed and open, a copy ready, an erasure running, a
password reset by mail. Each is reached by the site’s own pages.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from care.demo import PASSWORD, SAM
from care.demo.people import known
from closeness.models import Limits, Seat
from couples import journal
from couples.models import Journal, User
from leaving import erasing, exporting
from privacy.context import acting_as
from tests.visitor import Visitor

PIN = "730918"
LOCK = "/settings/journal/"
CLOSENESS = "/closeness/"
ANOTHER, A_THIRD = "couple1a@example.org", "couple2a@example.org"  # of the crowd, new to closeness
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass(frozen=True, slots=True)
class State:
    """`shows`: what stands on the first of the paths, once somebody has come to it; `who`: their address."""

    name: str
    come_to: Callable[[Visitor], object]
    shows: str
    paths: tuple[str, ...]
    who: str = SAM.email


def stay(other: Visitor) -> None:
    """Where they are."""


def go_far(sam: Visitor) -> None:
    """Far along on their own pace: what is opened alone is closed still."""
    with acting_as(_sam()):
        Journal.objects.update(pin="", set_at=None, forgotten_at=None, reset_at=None)
        mine = Seat.objects.get(person=_sam())
        mine.kept = Limits(level=6).kept
        mine.save(update_fields=["kept"])
    sam.send(f"{CLOSENESS}level/5/", {})


def stop(other: Visitor) -> None:
    other.send(f"{CLOSENESS}begin/", {}, page=CLOSENESS)
    other.send(f"{CLOSENESS}rest/", {"wish": "rest"}, page=CLOSENESS)


def lock(sam: Visitor) -> None:
    """After whatever an earlier run has left."""
    with acting_as(_sam()):
        Journal.objects.update(pin="", set_at=None, forgotten_at=None, reset_at=None)
        exporting.remove(by=_sam())
        erasing.take_back(by=_sam())
    sam.send(f"{LOCK}lock/", {"new_pin": PIN, "again": PIN})
    sam.send(f"{LOCK}close/", {}, page=LOCK)


def open_it(sam: Visitor) -> None:
    sam.send(f"{LOCK}open/", {"pin": PIN})


def go(sam: Visitor) -> None:
    """A copy to take along, and the account erased in fourteen days."""
    open_it(sam)
    sam.send("/settings/copy/ask/", {}, page="/settings/copy/")
    exporting.make_all(timezone.now())
    sam.send("/settings/account/close/", {}, page="/settings/account/")


def reset(sam: Visitor) -> None:
    with acting_as(_sam()):
        journal.note_reset(_sam(), now=timezone.now())


def _sam() -> User:
    person = known(SAM.email)
    assert person
    return person


# In this order: each begins where the one before has ended.
STATES = (
    State("beginning", stay, "Before you begin", (CLOSENESS, "/cues/", "/goals/"), who=ANOTHER),
    State(
        "far",
        go_far,
        "open for you",
        (f"{CLOSENESS}level/5/", f"{CLOSENESS}level/6/", f"{CLOSENESS}pace/"),
    ),
    State("stopped", stop, "Closeness is resting", (CLOSENESS,), who=A_THIRD),
    State("locked", lock, "Your PIN", (f"{LOCK}open/", LOCK, "/history/", "/exercises/own/")),
    State(
        "opened", open_it, "new_pin", (f"{LOCK}change/", LOCK, f"{LOCK}unlock/", f"{LOCK}forget/")
    ),
    State(
        "going",
        go,
        "Your file is here",
        ("/settings/copy/", "/settings/account/", "/settings/", "/"),
    ),
    State("reset", reset, "Firefox", ("/settings/devices/", LOCK, f"{LOCK}open/")),
)


def session(state: State, address: str) -> str:
    """The browser of whoever it is, mostly Sam, once they have come to it."""
    sam = Visitor(address, called=FIREFOX)
    sam.sign_in(state.who, PASSWORD)
    sam.send("/account/reauthenticate/", {"password": PASSWORD})
    state.come_to(sam)
    assert state.shows in sam.ask(state.paths[0])[1], state.name
    return sam.cookie("session")

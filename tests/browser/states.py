"""What pages look like that the people of the demo have not come to: a lock closed and open, a copy ready,
an erasure running, a password reset by mail. Each is reached by the site’s own pages.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from care.demo import PASSWORD, SAM
from care.demo.people import known
from couples import journal
from couples.models import Journal, User
from leaving import erasing, exporting
from privacy.context import acting_as
from tests.visitor import Visitor

PIN = "730918"
LOCK = "/settings/journal/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass(frozen=True, slots=True)
class State:
    """`shows`: what stands on the first of the paths, once somebody has come to it."""

    name: str
    come_to: Callable[[Visitor], object]
    shows: str
    paths: tuple[str, ...]


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
    """Sam’s browser, once they have come to it."""
    sam = Visitor(address, called=FIREFOX)
    sam.sign_in(SAM.email, PASSWORD)
    sam.send("/account/reauthenticate/", {"password": PASSWORD})
    state.come_to(sam)
    assert state.shows in sam.ask(state.paths[0])[1], state.name
    return sam.cookie("session")

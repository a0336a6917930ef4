"""The main navigation: what each kind of person finds there, and where they are now."""

from dataclasses import dataclass
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from couples.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    icon: str
    view: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    icon: str
    url: str
    current: str  # the value of aria-current: "page", "true" for a page further in, or nothing


SETTINGS = Entry(
    "Settings", "settings", "couples:settings", ("/settings/", "/account/", "/yourself/")
)
ENTRIES = {
    User.Role.PARTNER: (
        Entry("Today", "today", "checkins:today", ("/check-in/", "/history/")),
        Entry("Moments", "moments", "checkins:moments", ("/moments/", "/rhythm/", "/listening/")),
        Entry(
            "Exercises",
            "exercises",
            "exercises:browse",
            (
                "/exercises/",
                "/journal/",
                "/apology/",
                "/repair/",
                "/cycle/",
                "/closeness/",
                "/cues/",
                "/goals/",
            ),
        ),
        Entry("Us", "us", "couples:us", ("/us/", "/join/", "/milestones/")),
        SETTINGS,
    ),
    User.Role.THERAPIST: (
        Entry("Caseload", "caseload", "care:caseload", ("/caseload/",)),
        SETTINGS,
    ),
    User.Role.STAFF: (Entry("Admin", "admin", "admin:index", ("/admin/",)), SETTINGS),
}

url = cache(reverse)  # of a view that takes no arguments


def links(person: User, path: str) -> list[Link]:
    return [_link(entry, path) for entry in ENTRIES[User.Role(person.role)]]


def drawn(person: User, path: str) -> SafeString:
    """Drawn once for all who see the same of it; there is nothing of a person in it."""
    return _drawn(tuple(links(person, path)))


@cache
def _drawn(seen: tuple[Link, ...]) -> SafeString:
    return render_to_string("components/nav.html", {"navigation": seen})


def _link(entry: Entry, path: str) -> Link:
    address = url(entry.view)
    current = "page" if path == address else "true" if path.startswith(entry.sections) else ""
    return Link(entry.label, entry.icon, address, current)

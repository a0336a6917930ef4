"""Writing a page of one's own journal: it keeps itself while it is typed, and leaves no trace while empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from couples.models import User
from journaling.models import Entry, Prompt, Shared
from privacy.fields import readable, sealed

FREE: Final = "freely"  # in an address, where the name of a prompt would stand
A_LINE: Final = 70


class KeptElsewhere(Exception):
    """Another open page has newer words, or it was shared."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question, and what was written to it; on a free page it asks nothing."""

    ask: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, opened; `title` and `text` of its prompt, empty on a free one."""

    title: str = ""
    text: str = ""
    parts: tuple[Part, ...] = (Part(),)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Page":
        parts = tuple(Part(*one) for one in kept["parts"])
        return cls(kept["title"], kept["text"], parts)

    @property
    def kept(self) -> dict[str, Any]:
        parts = [(one.ask, one.words) for one in self.parts]
        return {"title": self.title, "text": self.text, "parts": parts}

    @property
    def is_empty(self) -> bool:
        return not any(one.words.strip() for one in self.parts)

    @property
    def answered(self) -> list[Part]:
        return [one for one in self.parts if one.words.strip()]

    @property
    def first_line(self) -> str:
        """By which one finds it again in a list."""
        words = " ".join(self.answered[0].words.split()) if self.answered else ""
        return words if len(words) <= A_LINE else f"{words[:A_LINE].rstrip()}…"

    def filled(self, words: Sequence[str]) -> "Page":
        both = zip(self.parts, words, strict=True)
        return replace(self, parts=tuple(replace(part, words=word) for part, word in both))


@dataclass(frozen=True, slots=True)
class Opened:
    """A form in a browser; `follows`: the page whose words it took over."""

    name: str
    follows: str = ""


def blank(prompt: Prompt | None) -> Page:
    if prompt is None:
        return Page()
    return Page(prompt.title, prompt.text, tuple(Part(one) for one in prompt.questions))


def mine(person: User, public_id: str) -> Entry | None:
    return Entry.objects.filter(person=person, public_id=public_id).first()


def begun(person: User, token: str) -> Entry | None:
    """What a blank page has become."""
    return Entry.objects.filter(person=person, token=token).first()


def page_of(row: Entry | Shared) -> Page | None:
    """None: it cannot be opened."""
    kept = readable(row, "written", None)
    return None if kept is None else Page.read(kept)


def begin(token: str, page: Page, *, opened: Opened, by: User, now: datetime) -> Entry | None:
    """The first words of a page; None while there are none."""
    if page.is_empty:
        return None
    facts = {"page": opened.name, "written": page.kept, "begun_at": now, "touched_at": now}
    entry, is_new = Entry.objects.get_or_create(person=by, token=token, defaults=facts)
    if not is_new:
        keep(entry, page, opened=opened, now=now)
    return entry


def keep(entry: Entry, page: Page, *, opened: Opened, now: datetime) -> None:
    """As it is at the moment, unless another open page wrote it meanwhile."""
    named = {"person_id": entry.person_id, "public_id": entry.public_id}
    written = sealed(Entry(**named, written=page.kept), "written")
    if Shared.objects.filter(entry=entry, couple__ended_at=None).exists():
        raise KeptElsewhere
    unchanged = Entry.objects.filter(pk=entry.pk, page__in=[opened.name, opened.follows])
    if not unchanged.update(written=written, page=opened.name, touched_at=now):
        raise KeptElsewhere


def remove(entry: Entry) -> None:
    """For good, and for the other as well where it was shared."""
    entry.delete()

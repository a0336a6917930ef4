"""What there is to choose from: what editors offer now, in their words of now, and what a card once asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.core.cache import cache

from closeness.models import Level, OwnOption, Wording
from couples.models import Couple
from privacy import context
from privacy.fields import shown
from privacy.ready import Ready

KEY: Final = "closeness.options"
SECONDS: Final = 300

Known = tuple[list["Thing"], dict[str, "Thing"]]


@dataclass(frozen=True, slots=True)
class Thing:
    """`key`: what a card and an item hold, sealed; `name`: what the decks know it by, in whatever words."""

    key: str
    name: str
    level: int
    title: str
    what: str
    is_not: str = ""
    minutes: int = 0
    ways: list[str] = field(default_factory=list)
    by: int | None = None

    @property
    def kind(self) -> str:
        return Level(self.level).label


def offered() -> list[Thing]:
    """The editors’, in their order."""
    return known()[0]


def at_level(level: int) -> list[Thing]:
    return [one for one in offered() if one.level == level]


def known() -> Known:
    """What is offered, and every wording that ever was, by its key. A page asks several times."""
    memory = context.memory()
    if KEY not in memory:
        memory[KEY] = cache.get(KEY) or _read()
    learnt: Known = memory[KEY]
    return learnt


def _read() -> Known:
    now = [one for one in Wording.objects.current() if not one.option.retired]
    now.sort(key=lambda one: (one.level, one.option.order, one.option.slug))
    every = Wording.objects.select_related("option")
    kept = [_thing(one) for one in now], {one.key: one for one in map(_thing, every)}
    cache.set(KEY, kept, SECONDS)
    return kept


def changed() -> None:
    context.memory().pop(KEY, None)
    cache.delete(KEY)


def own(row: OwnOption) -> Thing:
    """With its words opened."""
    return Thing(
        key=row.public_id,
        name=own_name(row),
        level=row.level,
        title=shown(row, "name"),
        what=shown(row, "what"),
        minutes=row.minutes,
        by=row.person_id,
    )


def own_name(row: OwnOption) -> str:
    """By its words, whoever wrote them: removed and added anew it is the same card, or none."""
    return f"own {shown(row, 'name').casefold()}"


_OWNS = Ready[OwnOption](OwnOption.objects.of, couple=Couple)


def by_key(keys: Iterable[str], couple: Couple) -> dict[str, Thing]:
    """What can still be read of these; an own option that was removed is gone."""
    wanted, every = set(keys), known()[1]
    theirs = {row.public_id: own(row) for row in _OWNS(couple=couple) if row.public_id in wanted}
    return {key: thing for key in wanted if (thing := theirs.get(key) or every.get(key))}


def _thing(row: Wording) -> Thing:
    return Thing(
        key=f"{row.option.slug}:{row.version}",
        name=row.option.slug,
        level=row.level,
        title=row.name,
        what=row.what,
        is_not=row.is_not,
        minutes=row.minutes,
        ways=row.ways,
    )

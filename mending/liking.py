"""What works for somebody when they hear it: a list of theirs that the partner reads. A gap says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from couples.models import Couple, User
from mending.models import Liked, Phrase
from privacy.fields import readable


class Changed(Exception):
    """In another tab, since this one was opened."""


@dataclass(frozen=True, slots=True)
class List:
    """`version`: what a form names that changes it; `is_whole`: it could be opened."""

    slugs: Sequence[str] = ()
    own: Sequence[str] = ()
    version: int = 0
    is_whole: bool = True

    @property
    def phrases(self) -> list[Phrase]:
        return Phrase.objects.named(self.slugs)


def of(couple: Couple, person: User) -> List:
    row = Liked.objects.filter(couple=couple, person=person).first()
    if row is None:
        return List()
    kept = readable(row, "kept", None)
    if kept is None:
        return List(version=row.version, is_whole=False)
    return List(kept["slugs"], kept["own"], row.version)


@transaction.atomic
def keep(couple: Couple, slugs: Sequence[str], own: Sequence[str], *, seen: int, by: User) -> None:
    """`seen`: the version that the page showed. Of two tabs the later one is asked to look again."""
    kept = {"slugs": list(slugs), "own": list(own)}
    row, is_new = Liked.objects.get_or_create(
        couple=couple, person=by, defaults={"kept": kept, "version": 1}
    )
    if is_new and seen == 0:
        return
    if not Liked.objects.filter(pk=row.pk, version=seen).update(version=seen + 1):
        raise Changed
    row.kept = kept
    row.save(update_fields=["kept"])

"""Names beside lines: short enough for the place, and never two that read alike."""

from collections.abc import Callable, Sequence

LETTERS = 10


def told_apart(names: Sequence[str]) -> list[str]:
    """Two who have the same name are the first and the second."""
    if len(set(names)) == len(names):
        return list(names)
    return [f"{name} {place}" for place, name in enumerate(names, start=1)]


def labels(names: Sequence[str]) -> list[str]:
    shortened: tuple[Callable[[str], str], ...] = (_beginning, _both_ends)
    for shorten in shortened:
        found = [shorten(name) for name in names]
        if len(set(found)) == len(found):
            return found
    return [f"{name[: LETTERS - 3].rstrip()}… {place}" for place, name in enumerate(names, start=1)]


def _beginning(name: str) -> str:
    return name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"


def _both_ends(name: str) -> str:
    half = LETTERS // 2
    return name if len(name) <= LETTERS else f"{name[: half - 1].rstrip()}…{name[-half:].lstrip()}"

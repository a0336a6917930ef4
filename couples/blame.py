"""Words that read as blame to most people. Apps above hint at them, and never refuse them."""

import re
from typing import Final

BLAME: Final = re.compile(
    r"\b(you(?:['’]re)? (?:always|never|only ever|constantly|don['’]t ever)"
    r"|(?:always|never) you|why (?:do|don['’]t|can['’]t|must) you (?:always|never|ever|just)"
    r"|(?:it|this|that)(?:['’]s| is) (?:all )?your fault|because of you|you make me)\b",
    re.IGNORECASE,
)


def found_in(words: str, *, besides: re.Pattern[str] | None = None) -> str:
    """The first of them, as it stands there; `besides`: what reads as blame in this place alone."""
    patterns = [BLAME] if besides is None else [BLAME, besides]
    found = [match for one in patterns if (match := one.search(words))]
    return min(found, key=re.Match.start)[0].strip() if found else ""

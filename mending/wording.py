"""What the pages of an apology say: its parts, in the order in which they are said.

What counts most is required, what was found to do least comes last (Lewicki, Polin and Lount 2016).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from couples import blame
from mending.models import Part

Name = Part.Name

EXCUSE: Final = re.compile(
    r"\b(but you|sorry,? but|you made me|if (?:i|you)(?:['’]ve| have)? (?:hurt|upset|offended)"
    r"|if you (?:feel|felt|were|are)|if anything i|(?:sorry|regret) (?:that )?you (?:feel|felt|are|were))\b",
    re.IGNORECASE,
)
HINT: Final = (
    "“{found}” is easily heard as blame, or as half taken back, even when it is not meant so. What "
    "you did, without an “if” or a “but”, is easier to take in. You decide: change it, or leave it."
)


@dataclass(frozen=True, slots=True)
class Page:
    """`helps`: why this part is there and what makes it good; `starter`: a sentence to begin with."""

    name: Part.Name
    helps: str
    starter: str
    is_required: bool = False

    @property
    def title(self) -> str:
        return str(self.name.label)


PAGES: Final[Sequence[Page]] = (
    Page(
        Name.RESPONSIBILITY,
        "This part weighs most. Say plainly what you did or left out, and that it was yours. Small "
        "and exact is better than large and vague.",
        "I … That was wrong of me.",
        is_required=True,
    ),
    Page(
        Name.REGRET,
        "How is it for you when you think of it? It is about what you did, not about how it was taken.",
        "I am sorry that I …",
    ),
    Page(
        Name.EXPLANATION,
        "A short explanation helps as long as it defends nothing. One sentence is often enough.",
        "At that moment I … It explains it, and does not excuse it.",
    ),
    Page(
        Name.REPAIR,
        "After the first part this one weighs most. Offer one thing that you can really do, soon, and "
        "leave room for what would help more.",
        "I would like to … What else would help you?",
        is_required=True,
    ),
    Page(
        Name.CHANGE,
        "What will you do when the same moment comes again? Promise only what you can keep.",
        "Next time I will …",
    ),
    Page(
        Name.FORGIVENESS,
        "It does least of all, for it asks something of the person who was hurt. Leave it out, or say "
        "that there is time.",
        "If one day you can forgive me, I would be glad. There is no hurry.",
    ),
)
REQUIRED: Final = [page for page in PAGES if page.is_required]


def page(number: int) -> Page | None:
    """By its place, from 1."""
    return PAGES[number - 1] if 1 <= number <= len(PAGES) else None


def in_order(parts: Mapping[str, str]) -> list[str]:
    """The paragraphs of an apology; a part that nobody knows any more still has its words."""
    known = [parts[one.name] for one in PAGES if parts.get(one.name)]
    return known + [words for name, words in parts.items() if name not in Name.values]


def missing(parts: Mapping[str, str]) -> list[Page]:
    return [one for one in REQUIRED if not parts.get(one.name, "").strip()]


def hint(words: str) -> str:
    """A gentle word, once; never a reason to refuse them."""
    found = blame.found_in(words, besides=EXCUSE)
    return HINT.format(found=found[:1].upper() + found[1:]) if found else ""

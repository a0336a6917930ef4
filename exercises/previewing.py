"""What an editor sees of a text before partners do: the page of either of the two, and on a phone."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.template.loader import render_to_string

from couples import navigation
from couples.models import User

# Two people who do not exist, with names that fit anybody.
NAMES: Final = {"a": "Robin", "b": "Kim"}
WHERE_A_PARTNER_IS: Final = "/exercises/"
Choice = tuple[str, str, bool]  # label, address, and whether it is what is shown


@dataclass(frozen=True, slots=True)
class Look:
    """Through whose eyes, and how wide; `who` is empty for nobody in particular."""

    who: str = ""
    is_phone: bool = False

    @classmethod
    def asked_for(cls, query: QueryDict) -> "Look":
        who = query.get("as", "")
        return cls(who if who in NAMES else "", query.get("width") == "phone")

    @property
    def context(self) -> dict[str, Any]:
        """What a page may say of whoever reads it, and of the other of the two."""
        if not self.who:
            return {}
        other = "b" if self.who == "a" else "a"
        return {"person": example(self.who), "partner": example(other)}

    @property
    def query(self) -> str:
        facts = {"as": self.who, "width": "phone" if self.is_phone else ""}
        asked = urlencode({name: value for name, value in facts.items() if value})
        return f"?{asked}" if asked else ""

    @property
    def names(self) -> str:
        pair = [NAMES[self.who], *(name for who, name in NAMES.items() if who != self.who)]
        return f"{pair[0]}, partner {self.who.upper()}, would see this; {pair[1]} is the other of the two."

    @property
    def rows(self) -> list[tuple[str, list[Choice]]]:
        people = {"anybody": "", **{f"{name} ({who.upper()})": who for who, name in NAMES.items()}}
        widths = {"this window": False, "a phone": True}
        return [
            (
                "As",
                [self._choice(label, Look(who, self.is_phone)) for label, who in people.items()],
            ),
            (
                "As wide as",
                [self._choice(label, Look(self.who, on)) for label, on in widths.items()],
            ),
        ]

    def _choice(self, label: str, look: "Look") -> Choice:
        return label, look.query or "?", look == self


def example(who: str) -> User:
    return User(display_name=NAMES[who], role=User.Role.PARTNER)


def is_same_for_both(template: str, facts: dict[str, Any]) -> bool:
    """Both pages are made and laid side by side: nobody has to remember what differs."""
    one, other = (
        render_to_string(template, facts | Look(who).context | {"is_framed": True}) for who in NAMES
    )
    return one == other


def in_a_frame(look: Look) -> dict[str, Any]:
    """With the menu of a partner, where nothing can be pressed."""
    menu = navigation.drawn(example(look.who or "a"), WHERE_A_PARTNER_IS)
    return {"is_framed": True, "navigation": menu, **look.context}

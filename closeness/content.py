"""Reads `closeness.yaml` of a content pack."""

from closeness import options
from closeness.models import Level, Option
from closeness.models.option import LONGEST_NAME, LONGEST_SMALLER, LONGEST_WHAT
from couples.content_lists import ContentList
from couples.content_pack import Facts, Part


def _facts(part: Part) -> Facts:
    return {
        "level": part.number("level", low=1, high=max(Level.values)),
        "name": part.one_line("name", longest=LONGEST_NAME),
        "what": part.one_line("what", longest=LONGEST_WHAT),
        "is_not": part.one_line("is_not", longest=LONGEST_WHAT),
        "minutes": part.number("minutes", low=1, high=240),
        "smaller": "\n".join(part.texts("smaller", longest=LONGEST_SMALLER)),
    }


OPTIONS = ContentList(
    name="options",
    model=Option,
    keys=("level", "name", "what", "is_not", "minutes"),
    lists={"smaller": "ways"},
    facts=_facts,
    file="closeness.yaml",
    changed=options.changed,
)

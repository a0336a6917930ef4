"""Reads `repairs.yaml` of a content pack."""

from couples.content_lists import ContentList
from couples.content_pack import Facts, Part
from mending.models import Phrase
from mending.models.phrase import LONGEST_PHRASE


def _facts(part: Part) -> Facts:
    return {
        "kind": part.choice("kind", Phrase.Kind.values),
        "words": part.one_line("words", longest=LONGEST_PHRASE),
        "fits": part.one_line("fits", longest=160, optional=True),
    }


PHRASES = ContentList(
    name="repairs",
    model=Phrase,
    keys=("kind", "words", "fits"),
    facts=_facts,
    changed=Phrase.objects.changed,
)

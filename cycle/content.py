"""Reads `cycle.yaml` of a content pack."""

from couples.content_lists import ContentList
from couples.content_pack import Facts, Part
from cycle.models import Choice
from cycle.models.choice import LONGEST
from cycle.models.ours import LONGEST_EXIT


def _facts(part: Part) -> Facts:
    kind = part.choice("kind", Choice.Kind.values)
    if part.has("seen") and kind != Choice.Kind.MOVE:
        part.wrong("only what somebody did is seen from the other side")
    longest = LONGEST_EXIT if kind == Choice.Kind.EXIT else LONGEST
    return {
        "kind": kind,
        "words": part.one_line("words", longest=longest),
        "seen": part.one_line("seen", longest=LONGEST, optional=True),
    }


CHOICES = ContentList(
    name="cycle",
    model=Choice,
    keys=("kind", "words", "seen"),
    facts=_facts,
    changed=Choice.objects.changed,
)

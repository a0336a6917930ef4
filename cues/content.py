"""Reads `cues.yaml` of a content pack."""

from couples.content_lists import ContentList
from couples.content_pack import Facts, Part
from cues.models import Cue
from cues.models.cue import LONGEST


def _facts(part: Part) -> Facts:
    return {
        "words": part.one_line("words", longest=LONGEST),
        "fits": part.one_line("fits", longest=160, optional=True),
    }


CUES = ContentList(
    name="cues",
    model=Cue,
    keys=("words", "fits"),
    facts=_facts,
    changed=Cue.objects.changed,
)

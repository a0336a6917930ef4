"""Reads `needs.yaml` of a content pack."""

from checkins.models import Need
from couples.content_lists import ContentList
from couples.content_pack import Facts, Part


def _facts(part: Part) -> Facts:
    return {"label": part.text("label", longest=60), "meaning": part.text("meaning", longest=200)}


NEEDS = ContentList(
    name="needs",
    model=Need,
    keys=("label", "meaning"),
    facts=_facts,
    required=True,
    changed=Need.objects.changed,
)

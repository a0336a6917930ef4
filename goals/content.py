"""Reads `goals.yaml` of a content pack."""

from couples.content_lists import ContentList
from couples.content_pack import Facts, Part
from goals.models import Idea
from goals.models.idea import LONGEST_TITLE, Stage
from goals.wording import LONGEST_STEP


def _facts(part: Part) -> Facts:
    return {
        "stage": part.choice("stage", Stage.values),
        "title": part.one_line("title", longest=LONGEST_TITLE),
        "start": part.one_line("start", longest=LONGEST_STEP, optional=True),
    }


IDEAS = ContentList(
    name="goals",
    model=Idea,
    keys=("stage", "title", "start"),
    facts=_facts,
    changed=Idea.objects.changed,
)

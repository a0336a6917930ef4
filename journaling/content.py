"""Reads `prompts.yaml` of a content pack."""

from couples.content_lists import ContentList
from couples.content_pack import Facts, Part
from journaling.models import MOST_ASKS, Prompt
from journaling.models.prompt import LONGEST_ASK, LONGEST_TEXT


def _facts(part: Part) -> Facts:
    asks = part.texts("asks", longest=LONGEST_ASK)
    if len(asks) > MOST_ASKS:
        part.wrong(f"“asks” has {len(asks)} questions; at most {MOST_ASKS} are allowed")
    return {
        "kind": part.choice("kind", Prompt.Kind.values),
        "title": part.one_line("title", longest=80),
        "text": part.one_line("text", longest=LONGEST_TEXT, optional=True),
        "asks": "\n".join(asks),
    }


PROMPTS = ContentList(
    name="prompts",
    model=Prompt,
    keys=("kind", "title", "text"),
    lists={"asks": "questions"},
    facts=_facts,
    changed=Prompt.objects.changed,
)

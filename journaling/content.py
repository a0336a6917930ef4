"""Reads `prompts.yaml` of a content pack."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from couples import content_lists, content_pack
from couples.content_pack import Facts, Loaded, Part
from journaling import prompts
from journaling.models import MOST_ASKS, Prompt
from journaling.models.prompt import LONGEST_ASK, LONGEST_TEXT

FILE = "prompts.yaml"
KEYS = ("kind", "title", "text")


def load(folder: Path, now: datetime) -> Loaded:
    if not (folder / FILE).exists():
        return Loaded()
    wanted = content_pack.rows(folder / FILE, "prompts", _facts)
    transaction.on_commit(prompts.changed)
    return content_pack.write(Prompt, content_pack.ordered(wanted), mark="packed")


def dump(folder: Path) -> list[Path]:
    offered = Prompt.objects.filter(retired=False).order_by("order", "slug")
    return content_lists.dump(folder / FILE, "prompts", offered, KEYS, asks="questions")


def _facts(part: Part) -> Facts:
    part.only("slug", *KEYS, "asks")
    asks = part.texts("asks", longest=LONGEST_ASK)
    if len(asks) > MOST_ASKS:
        part.wrong(f"“asks” has {len(asks)} questions; at most {MOST_ASKS} are allowed")
    return {
        "kind": part.choice("kind", Prompt.Kind.values),
        "title": part.one_line("title", longest=80),
        "text": part.one_line("text", longest=LONGEST_TEXT, optional=True),
        "asks": "\n".join(asks),
    }

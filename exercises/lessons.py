"""What makes a text a lesson: something to read, then three questions, soon done, and with its sources."""

import re
from collections.abc import Sequence

from exercises.models import Step

QUESTIONS = 3
MINUTES = range(3, 6)
YEAR = re.compile(r"\((18|19|20)\d\d\)")


def lacks(*, kinds: Sequence[str], minutes: int, sources: Sequence[str]) -> str:
    """What keeps a text from being one, in words for whoever writes it; nothing if it is one.

    `kinds`: those of its steps, in their order.
    """
    read, asked = kinds[:-QUESTIONS], kinds[-QUESTIONS:]
    if not read or Step.ANSWERED & set(read) or set(asked) != {Step.Kind.WRITE}:
        return "A lesson is read first and then asks three questions to write about."
    if minutes not in MINUTES:
        return f"A lesson takes 3 to 5 minutes; the steps of this one take {minutes}."
    if not sources or not all(YEAR.search(source) for source in sources):
        return "A lesson names its sources, each with its year in brackets."
    return ""

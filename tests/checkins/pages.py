"""What a browser sends from an open check-in page."""

from datetime import date
from typing import Any

TODAY = date(2026, 5, 6)


def answers(day: date = TODAY, /, **fields: Any) -> dict[str, Any]:
    return {
        "on": day.isoformat(),
        "version": "0",
        "page": "first-page",
        "follows": "",
        "closeness": "7",
        "safe": "yes",
        "audience": "only_me",
    } | fields

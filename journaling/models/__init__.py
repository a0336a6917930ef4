from journaling.models.entry import LONGEST, Entry, Shared
from journaling.models.prompt import MOST_ASKS, Prompt

__all__ = ["LONGEST", "MOST_ASKS", "Entry", "Prompt", "Shared"]

from cycle.models.choice import Choice
from cycle.models.entry import Draft, Entry
from cycle.models.ours import Exit, Name

__all__ = ["Choice", "Draft", "Entry", "Exit", "Name"]

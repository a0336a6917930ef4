from checkins.models.check_in import CheckIn, Note, SafetyAnswer, Seen, SharedWords
from checkins.models.draft import Draft
from checkins.models.moments import Mark, Moment
from checkins.models.need import Need
from checkins.models.rhythm import Rhythm
from checkins.models.together import Together

__all__ = [
    "CheckIn",
    "Draft",
    "Mark",
    "Moment",
    "Need",
    "Note",
    "Rhythm",
    "SafetyAnswer",
    "Seen",
    "SharedWords",
    "Together",
]

from checkins.models.check_in import CheckIn, Note, SafetyAnswer, Seen, SharedWords
from checkins.models.draft import Draft
from checkins.models.need import Need

__all__ = ["CheckIn", "Draft", "Need", "Note", "SafetyAnswer", "Seen", "SharedWords"]

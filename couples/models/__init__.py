from couples.models.agreements import Agreed, Agreement, CareLink
from couples.models.couple import Couple, Invitation, Membership, Pause
from couples.models.happening import Happening
from couples.models.journal import Journal
from couples.models.people import Practice, Therapist, User
from couples.models.support import Helpline
from couples.models.yourself import SafetyCheck, ToldAlone

__all__ = [
    "Agreed",
    "Agreement",
    "CareLink",
    "Couple",
    "Happening",
    "Helpline",
    "Invitation",
    "Journal",
    "Membership",
    "Pause",
    "Practice",
    "SafetyCheck",
    "Therapist",
    "ToldAlone",
    "User",
]

from couples.models.agreements import Agreed, Agreement, CareLink
from couples.models.couple import Couple, Invitation, Membership, Pause
from couples.models.happening import Happening
from couples.models.journal import Journal
from couples.models.people import Practice, Therapist, User

__all__ = [
    "Agreed",
    "Agreement",
    "CareLink",
    "Couple",
    "Happening",
    "Invitation",
    "Journal",
    "Membership",
    "Pause",
    "Practice",
    "Therapist",
    "User",
]

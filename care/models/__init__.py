from care.models.milestones import Earned, Greeted, Milestone, TherapistMilestone
from care.models.sums import LastActivity, Lately
from care.models.triage import Triage

__all__ = [
    "Earned",
    "Greeted",
    "LastActivity",
    "Lately",
    "Milestone",
    "TherapistMilestone",
    "Triage",
]

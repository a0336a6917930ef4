from cues.models.cue import Cue
from cues.models.proposal import Proposal, SetAside, Signature

__all__ = ["Cue", "Proposal", "SetAside", "Signature"]

from goals.models.goal import Draft, Goal, Ladder, Signature, Version
from goals.models.idea import Idea
from goals.models.rating import Rating, Step

__all__ = ["Draft", "Goal", "Idea", "Ladder", "Rating", "Signature", "Step", "Version"]

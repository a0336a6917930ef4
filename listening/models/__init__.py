from listening.models.session import Session
from listening.models.words import Draft, Line, Rating, Share

__all__ = ["Draft", "Line", "Rating", "Session", "Share"]

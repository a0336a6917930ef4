from closeness.models.hold import Hold, HoldAnswer
from closeness.models.option import OPEN_TO_ALL, OPENED_ALONE, Hidden, Level, Option, Wording
from closeness.models.own import OwnOption
from closeness.models.round import YES, Answer, Card, Item, Round, Said, Spectrum, Tally
from closeness.models.seat import Deck, Limits, Seat

__all__ = [
    "OPENED_ALONE",
    "OPEN_TO_ALL",
    "YES",
    "Answer",
    "Card",
    "Deck",
    "Hidden",
    "Hold",
    "HoldAnswer",
    "Item",
    "Level",
    "Limits",
    "Option",
    "OwnOption",
    "Round",
    "Said",
    "Seat",
    "Spectrum",
    "Tally",
    "Wording",
]

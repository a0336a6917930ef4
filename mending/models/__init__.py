from mending.models.apology import Answer, Apology, Receipt, Reply, Words
from mending.models.attempt import Attempt, Noticed, Outcome, Result, Said
from mending.models.phrase import Liked, Phrase
from mending.models.rehearsal import Part, Rehearsal

__all__ = [
    "Answer",
    "Apology",
    "Attempt",
    "Liked",
    "Noticed",
    "Outcome",
    "Part",
    "Phrase",
    "Receipt",
    "Rehearsal",
    "Reply",
    "Result",
    "Said",
    "Words",
]

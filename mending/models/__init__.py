from mending.models.apology import Answer, Apology, Receipt, Reply, Words
from mending.models.rehearsal import Part, Rehearsal

__all__ = ["Answer", "Apology", "Part", "Receipt", "Rehearsal", "Reply", "Words"]

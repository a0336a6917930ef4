"""What a person takes along of the cues of two, and what becomes of it when they are erased."""

from collections.abc import Iterator

from couples.models import User
from cues.models import Proposal, Signature
from leaving.belongings import Belonging
from leaving.shelves import AT_A_TIME, Row, Shelf
from privacy.fields import shown


def cues(person: User) -> Iterator[Row]:
    """The words of what they signed are the other’s."""
    for one in Proposal.objects.filter(person=person).order_by("pk").iterator(AT_A_TIME):
        yield person.local_date(one.proposed_at), PROPOSED, shown(one, "words")
    for signed in Signature.objects.filter(person=person).order_by("pk").iterator(AT_A_TIME):
        yield person.local_date(signed.signed_at), SIGNED, None


PROPOSED, SIGNED = "you proposed one", "you signed one of your partner’s"
SHELVES = {
    29: Shelf(
        "cues",
        "Cues without words",
        "Every wording that you proposed, whether it was signed or not, and when you signed one.",
        {"day": "Day", "what": "What you did", "words": "Your words"},
        cues,
    ),
}
# What the other signed or let rest of theirs goes with it.
OF_THEIRS = "proposal_id IN (SELECT id FROM cues_proposal WHERE person_id = %(person)s)"
BELONGINGS = (
    Belonging("cues_signature"),
    Belonging("cues_signature", OF_THEIRS),
    Belonging("cues_setaside"),
    Belonging("cues_setaside", OF_THEIRS),
    Belonging("cues_proposal"),
)

"""Who is who in the world of these tests, and who they are to the database.

Alice and bob are a couple that lets tess see everything; carol was alice’s partner before, and wanda
their therapist until bob withdrew. Mallory and trent are another couple, tom is theirs. Edith and oscar
are staff: she with every right, he an operator.
"""

from dataclasses import dataclass
from datetime import datetime

from couples.models import Couple, User
from privacy.context import NOBODY, Asker


@dataclass(frozen=True)
class World:
    alice: User
    bob: User
    carol: User
    mallory: User
    tess: User
    wanda: User
    tom: User
    edith: User
    oscar: User
    couple: Couple
    now: datetime

    @property
    def askers(self) -> dict[str, Asker]:
        people = {
            name: Asker(user_id=getattr(self, name).pk)
            for name in ("alice", "bob", "carol", "mallory", "tess", "wanda", "tom")
        }
        return people | {
            "edith": Asker(user_id=self.edith.pk, staff=True),
            "oscar": Asker(user_id=self.oscar.pk, staff=True),
            "visitor": Asker(door=True),
            # Whoever is signed in, on a page below /account/.
            "alice at the door": Asker(user_id=self.alice.pk, door=True),
            "bob at the door": Asker(user_id=self.bob.pk, door=True),
            "nobody": NOBODY,
            "steward": Asker(role="moments_steward"),
            "keeper": Asker(role="moments_keeper"),
            "dealer": Asker(role="moments_dealer"),
        }

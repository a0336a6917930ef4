"""This week’s cue: one of those that stand, the same for both whoever looks, and another one most weeks.

Which one, says a keyed hash of the couple, the week (by UTC) and the cue: so it stays when another cue is
added or retired, unless it is that one’s turn, and it tells neither whose it was nor when it was agreed on.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.crypto import salted_hmac

from couples.at_hand import Line
from couples.models import Couple
from cues.models import Proposal
from privacy import keys, ready
from privacy.fields import Token, shown

TITLE: Final = "This week’s cue"
# With the keys of the words, in one statement: it stands on pages that are asked for again and again.
STANDING: Final = f"""
SELECT cue.person_id, cue.public_id, cue.version, cue.words, {keys.COLUMNS}
FROM cues_proposal cue JOIN keys.person key ON key.person_id = cue.person_id
WHERE cue.couple_id = %s AND cue.ended_at IS NULL
AND EXISTS (SELECT FROM cues_signature WHERE proposal_id = cue.id)
"""  # noqa: S608 - names from our own code


def line(couple: Couple, now: datetime) -> Line | None:
    rows = ready.ask(STANDING, [couple.pk])
    keys.bring(row[4:] for row in rows)
    cues = {row[1]: _cue(*row[:4]) for row in rows}
    turn = whose_turn(couple, cues, now=now)
    return Line(TITLE, shown(cues[turn], "words")) if turn else None


def whose_turn(couple: Couple, names: Iterable[str], *, now: datetime) -> str:
    """Of these public ids; nothing where there are none."""
    year, week, _ = now.astimezone(UTC).isocalendar()
    return min(
        names, key=lambda name: _place(f"{couple.public_id} {year} {week} {name}"), default=""
    )


def _cue(person: int, public_id: str, version: int, words: bytes) -> Proposal:
    facts: dict[str, Any] = {"public_id": public_id, "version": version, "words": Token(words)}
    return Proposal(person_id=person, **facts)


def _place(what: str) -> str:
    return salted_hmac("cues.weekly", what, algorithm="sha256").hexdigest()

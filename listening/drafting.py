"""What is typed and not yet sent. It is kept for its step alone, and only its writer ever reads it."""

from datetime import datetime

from couples.models import User
from listening.models import Draft, Session
from privacy.fields import readable


def keep(session: Session, *, place: str, words: str, by: User, now: datetime) -> bool:
    """Nothing is kept for a step that is over: its words were sent, or will not be."""
    if not session.is_open or session.place() != place:
        return False
    if words:
        facts = {"place": place, "words": words, "kept_at": now}
        Draft.objects.update_or_create(session=session, person=by, defaults=facts)
    else:
        Draft.objects.filter(session=session, person=by).delete()
    return True


def words_of(session: Session, *, by: User) -> str:
    mine = Draft.objects.filter(session=session, person=by, place=session.place()).first()
    return str(readable(mine, "words", "")) if mine else ""

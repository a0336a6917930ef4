"""What is typed and not yet sent. It is kept for its step alone, and only its writer ever reads it."""

from datetime import datetime

from couples.models import User
from listening.models import Draft, Session
from privacy.fields import readable
from privacy.ready import Ready


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


_MINE = Ready[Draft](
    lambda session, by, place: Draft.objects.filter(session=session, person=by, place=place),
    session=Session,
    by=User,
    place=str,
)


def words_of(session: Session, *, by: User) -> str | None:
    """None: there are some, and they cannot be opened."""
    mine = next(iter(_MINE(session=session, by=by, place=session.place())), None)
    return readable(mine, "words", None) if mine else ""

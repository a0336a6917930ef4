"""Both let their therapist read the words of a session, each for themselves; the next one does not."""

from datetime import datetime

from django.db import transaction

from couples import agreements
from couples.models import CareLink, User
from listening.models import Session, Share


@transaction.atomic
def share(session: Session, link: CareLink, *, by: User, now: datetime) -> None:
    """With the therapist whom the page named, and nobody else."""
    agreements.hold(link)
    if session.state == Session.State.DONE and session.kept:
        facts = {"care_link": link, "shared_at": now}
        Share.objects.update_or_create(session=session, person=by, defaults=facts)


def take_back(session: Session, *, by: User) -> None:
    Share.objects.filter(session=session, person=by).delete()


def is_shared(session: Session, link: CareLink | None, *, by: User) -> bool:
    mine = Share.objects.filter(session=session, person=by, care_link=link)
    return link is not None and mine.exists()

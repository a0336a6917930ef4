"""What came back from the site, and the addresses of rows."""

from typing import Protocol

from django.urls import reverse

from checkins.models import Moment, Rhythm
from privacy.context import as_steward
from tests.privacy import masks


class Answer(Protocol):
    @property
    def status_code(self) -> int: ...
    @property
    def content(self) -> bytes: ...


def page(response: Answer) -> str:
    assert response.status_code == 200
    return response.content.decode()


def without_tokens(response: Answer) -> str:
    """CSRF tokens are masked anew on each page."""
    return masks.without_csrf(page(response).encode()).decode()


def url(name: str, row: Moment | Rhythm) -> str:
    return reverse(f"checkins:{name}", args=[row.public_id])


def the(status: Rhythm.Status) -> Rhythm:
    with as_steward():
        return Rhythm.objects.get(status=status)


def again(moment: Moment) -> Moment:
    """As it stands in the database by now."""
    with as_steward():
        return Moment.objects.get(pk=moment.pk)

"""The needs of the check-in, as what two may speak about."""

from checkins.models import Need
from couples.topics import Topic


def as_topics() -> list[Topic]:
    return [Topic(need.slug, need.label) for need in Need.objects.offered()]

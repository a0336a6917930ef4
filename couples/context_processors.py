from django.conf import settings
from django.http import HttpRequest

from couples import navigation
from couples.models import User


def house(request: HttpRequest) -> dict[str, object]:
    """What every page knows: where quick exit leads, where one can go, whether this is the demo."""
    person = getattr(request, "user", None)
    return {
        "neutral_site": settings.NEUTRAL_SITE,
        "demo": settings.DEMO,
        "navigation": navigation.drawn(person, request.path) if isinstance(person, User) else "",
    }

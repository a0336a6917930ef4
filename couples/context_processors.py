from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """What every page knows: where quick exit leads, and whether this is the demo."""
    return {"neutral_site": settings.NEUTRAL_SITE, "demo": settings.DEMO}

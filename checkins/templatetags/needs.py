"""A check-in names its needs; their words are in the list that editors keep."""

from django import template

from checkins.models import Need, SharedWords
from privacy.fields import readable

register = template.Library()


@register.filter
def needs_of(words: SharedWords | None) -> list[Need]:
    """In the order of the list; none of a day that has no words, or whose words cannot be opened."""
    chosen = readable(words, "needs", ()) if words else ()
    return Need.objects.named(chosen) if chosen else []

from collections.abc import Iterable
from functools import cache, lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache
def measure(value: int) -> SafeString:
    """A rating from 0 to 10 as a mark on a line. There are eleven of them, each drawn once."""
    return render_to_string("checkins/measure.html", {"value": value})


@register.simple_tag
def measures(ratings: Iterable[tuple[str, int]]) -> SafeString:
    """The named ratings of a day. There are some 1,600 combinations, each drawn once."""
    return _drawn(tuple(ratings))


@lru_cache(maxsize=2000)
def _drawn(ratings: tuple[tuple[str, int], ...]) -> SafeString:
    return render_to_string("checkins/measures.html", {"ratings": ratings})

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache
def measure(value: int) -> SafeString:
    """A rating from 0 to 10 as a mark on a line. There are eleven of them, each drawn once."""
    return render_to_string("checkins/measure.html", {"value": value})

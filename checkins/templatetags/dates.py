from datetime import date, timedelta

from django import template

register = template.Library()


@register.filter
def day_before(day: date) -> date:
    return day - timedelta(days=1)

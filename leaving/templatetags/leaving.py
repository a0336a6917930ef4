from django import template

from couples.models import User
from leaving import erasing
from leaving.models import Erasure

register = template.Library()


@register.simple_tag
def erasure_of(person: User) -> Erasure | None:
    return erasing.running(person)

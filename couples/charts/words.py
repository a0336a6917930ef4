from datetime import date

from django.utils.formats import date_format


def short(day: date) -> str:
    return date_format(day, "j M")

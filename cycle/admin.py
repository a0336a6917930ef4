from django.contrib import admin

from couples.content_admin import ListAdmin
from cycle.models import Choice


@admin.register(Choice)
class ChoiceAdmin(ListAdmin):
    list_display = ("words", "kind", "seen", "order", "in_use")
    list_filter = ("kind", "retired")
    search_fields = ("words", "seen")

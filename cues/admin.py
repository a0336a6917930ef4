from django.contrib import admin

from couples.content_admin import ListAdmin
from cues.models import Cue


@admin.register(Cue)
class CueAdmin(ListAdmin):
    list_display = ("words", "fits", "order", "in_use")
    list_filter = ("retired",)
    search_fields = ("words", "fits")

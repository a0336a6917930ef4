from django.contrib import admin

from checkins.models import Need
from couples.content_admin import ListAdmin


@admin.register(Need)
class NeedAdmin(ListAdmin):
    list_display = ("label", "meaning", "order", "in_use")
    list_filter = ("retired",)
    search_fields = ("label", "meaning")

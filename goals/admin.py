from django.contrib import admin

from couples.content_admin import ListAdmin
from goals.models import Idea


@admin.register(Idea)
class IdeaAdmin(ListAdmin):
    list_display = ("title", "stage", "start", "order", "in_use")
    list_filter = ("stage", "retired")
    search_fields = ("title", "start")

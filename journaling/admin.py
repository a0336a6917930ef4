from django.contrib import admin

from couples.content_admin import ListAdmin
from journaling.models import Prompt


@admin.register(Prompt)
class PromptAdmin(ListAdmin):
    list_display = ("title", "kind", "order", "in_use")
    list_filter = ("kind", "retired")
    search_fields = ("title", "text", "asks")

from django.contrib import admin

from couples.content_admin import ListAdmin
from mending.models import Phrase


@admin.register(Phrase)
class PhraseAdmin(ListAdmin):
    list_display = ("words", "kind", "fits", "order", "in_use")
    list_filter = ("kind", "retired")
    search_fields = ("words", "fits")

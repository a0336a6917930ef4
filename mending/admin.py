from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest

from couples.content_admin import ContentAdmin
from mending import phrases
from mending.models import Phrase


@admin.register(Phrase)
class PhraseAdmin(ContentAdmin):
    """Phrases are retired, not deleted: somebody may like to hear one of them."""

    list_display = ("words", "kind", "fits", "order", "retired")
    list_filter = ("kind", "retired")
    search_fields = ("words", "fits")
    ordering = ("order", "slug")

    def has_delete_permission(self, request: HttpRequest, obj: Phrase | None = None) -> bool:
        return False

    def get_readonly_fields(
        self, request: HttpRequest, obj: Phrase | None = None
    ) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def save_model(
        self, request: HttpRequest, obj: Phrase, form: "ModelForm[Phrase]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(phrases.changed)

from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest

from couples.content_admin import ContentAdmin
from journaling import prompts
from journaling.models import Prompt


@admin.register(Prompt)
class PromptAdmin(ContentAdmin):
    """Retired, not deleted: the content pack would bring it back."""

    list_display = ("title", "kind", "order", "retired")
    list_filter = ("kind", "retired")
    search_fields = ("title", "text", "asks")
    ordering = ("order", "slug")

    def has_delete_permission(self, request: HttpRequest, obj: Prompt | None = None) -> bool:
        return False

    def get_readonly_fields(
        self, request: HttpRequest, obj: Prompt | None = None
    ) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def save_model(
        self, request: HttpRequest, obj: Prompt, form: "ModelForm[Prompt]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(prompts.changed)

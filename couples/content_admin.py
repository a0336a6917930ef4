"""What the pages of all content have in common: who changed what."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from couples import chronicle

SLUG = "A short name for the files, in small letters and hyphens. It stays as it is."

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
else:
    Admin = admin.ModelAdmin


class ContentAdmin(Admin):
    @admin.display(boolean=True, description="in use", ordering="retired")
    def in_use(self, row: Any) -> bool:
        """The good state is the one that is ticked."""
        return not row.retired

    def histories(self, row: Any) -> list[Any]:
        """Its own, and those of its parts."""
        return [row.history.all()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]  # Django’s own, which the stubs leave out
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": f"Who changed what: {row}",
            "opts": self.opts,
            "row": row,
            "entries": chronicle.told(*self.histories(row)),
        }
        return render(request, "admin/content_history.html", context)


class ListAdmin(ContentAdmin):
    """A list to choose from. Its rows are retired, not deleted: somebody may have chosen one of them, and
    the content pack would bring it back.
    """

    ordering = ("order", "slug")

    def changed(self) -> None:
        """What is kept of the list is read anew."""
        self.model.objects.changed()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The content pack finds it by its slug."""
        return ("slug",) if obj else ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "slug":
            field.help_text = SLUG
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(self.changed)

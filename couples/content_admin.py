"""What the pages of all content have in common: who changed what."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from couples import chronicle

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
else:
    Admin = admin.ModelAdmin


class ContentAdmin(Admin):
    def histories(self, row: Any) -> list[Any]:
        """Its own, and those of its parts."""
        return [row.history.all()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": f"Who changed what: {row}",
            "opts": self.opts,
            "row": row,
            "entries": chronicle.told(*self.histories(row)),
        }
        return render(request, "admin/content_history.html", context)

"""Searching accounts in the admin: by an address or a name, which stays in no browser’s history."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from privacy import addresses, tokens

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
else:
    Admin = admin.ModelAdmin

LOOK_FOR = "look_for"


class SealedSearch(Admin):
    """The words are sent, and come back sealed in the address: pages and filters go on with them."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        if LOOK_FOR in request.POST and self.has_view_permission(request):
            return self._found(request, request.POST[LOOK_FOR].strip())
        return super().changelist_view(request, extra_context)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changes: Any = super().get_changelist_instance(request)
        changes.query = self._opened(request, changes.query) or ""
        return changes

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = self._opened(request, search_term) if search_term else ""
        if words is None:
            return queryset.none(), False
        return super().get_search_results(request, queryset, words)

    def _found(self, request: HttpRequest, words: str) -> HttpResponseBase:
        asked = request.GET.copy()
        asked.pop("p", None)
        asked.pop(SEARCH_VAR, None)
        if words:
            who, place = _asker(request), _place(request)
            asked[SEARCH_VAR] = addresses.seal(words, person_id=who, place=place)
        return redirect(f"{request.path}?{asked.urlencode()}")

    def _opened(self, request: HttpRequest, address: str) -> str | None:
        return addresses.open_(address, place=_place(request))


def _place(request: HttpRequest) -> bytes:
    return tokens.place("admin", "search", _asker(request))


def _asker(request: HttpRequest) -> int:
    return request.user.pk or 0  # the admin lets nobody in who is not signed in

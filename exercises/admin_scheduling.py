"""When a draft is published by itself: set, changed and taken back on a page, seen in the list."""

from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from couples.models import User
from exercises import publishing, scheduling
from exercises.admin_forms import TimeForm
from exercises.admin_pages import VersionPages, page_of
from exercises.models import ExerciseVersion


class TimeFilter(admin.SimpleListFilter):
    title, parameter_name = "time", "time"
    FILTERS: ClassVar[dict[str, dict[str, Any]]] = {
        "set": {"publish_at__isnull": False, "held_back": ""},
        "held-back": {"held_back__gt": ""},
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("set", "to be published"), ("held-back", "not published at its time")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**self.FILTERS.get(self.value() or "", {}))


def in_words(version: ExerciseVersion, zone: str) -> str:
    if not version.publish_at:
        return ""
    at = scheduling.said(version.publish_at, zone)
    if version.held_back:
        return f"Not published on {at}. {version.held_back}"
    return f"To be published on {at}"


class Scheduling(VersionPages):
    @admin.display(description="time", ordering="publish_at")
    def time(self, version: ExerciseVersion) -> str:
        """In the zone of whoever looks, which is the one that holds for this page."""
        return in_words(version, timezone.get_current_timezone_name())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        draft = context.get("original")
        context["time"] = self.time(draft) if draft else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def later(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.version(request, pk)
        if not self.has_change_permission(request, draft):
            raise Http404
        editor = cast(User, request.user)
        form = TimeForm(request.POST or None, draft=draft, by=editor, now=timezone.now())
        if "_take_back" in request.POST and form.take_back():
            return self._gone_on(request, draft, "It has no time any more, and stays a draft.")
        if "_take_back" not in request.POST and form.is_valid() and (mine := form.set_time()):
            return self._gone_on(request, draft, f"{in_words(mine, editor.time_zone)}.")
        context = self.admin_site.each_context(request) | {
            "title": f"Publish later: {draft.title}",
            "draft": draft,
            "form": form,
            "time": in_words(draft, editor.time_zone),
        }
        return render(request, "admin/exercises/exerciseversion/later.html", context)

    def _gone_on(self, request: HttpRequest, draft: ExerciseVersion, words: str) -> HttpResponse:
        self.log_change(request, draft, words)
        self.message_user(request, words, messages.SUCCESS)
        return page_of(draft)

    def remind(self, request: HttpRequest, draft: ExerciseVersion) -> None:
        """After a change of a draft that has a time: that it still has, and whether it would be ready."""
        if not draft.publish_at:
            return
        words = in_words(draft, timezone.get_current_timezone_name())
        if draft.held_back:
            hint = "Set a new time, or publish it now."
            self.message_user(request, f"{words} {hint}", messages.WARNING)
        elif problem := publishing.what_is_missing(draft):
            self.message_user(
                request, f"{words}, but not as it is now. {problem}", messages.WARNING
            )
        else:
            self.message_user(request, f"{words}, as it is then.", messages.INFO)

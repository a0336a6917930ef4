"""Where editors work: write a draft, see it as a partner would, publish it, take it out of use."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone

from couples.content_admin import ContentAdmin
from couples.models import User
from exercises import plain_language, publishing, scheduling
from exercises.admin_forms import ExerciseForm, StepForm, VersionForm
from exercises.admin_pages import page_of
from exercises.admin_scheduling import Scheduling, TimeFilter
from exercises.models import Exercise, ExerciseVersion, Step

REMARKS_AT_ONCE = 8

if TYPE_CHECKING:
    StepStackedInline = admin.StackedInline[Step, ExerciseVersion]
else:
    StepStackedInline = admin.StackedInline


@admin.register(Exercise)
class ExerciseAdmin(ContentAdmin):
    form = ExerciseForm
    list_display = ("slug", "kind", "theme", "order")
    list_filter = ("kind", "theme")
    search_fields = ("slug",)
    ordering = ("order", "slug")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Exercise | None = None
    ) -> tuple[str, ...]:
        """By its address the content pack finds it; what it is, people have begun it as, once it is said."""
        if obj is None:
            return ()
        return ("slug", "kind") if obj.kind else ("slug",)

    def has_delete_permission(self, request: HttpRequest, obj: Exercise | None = None) -> bool:
        return False


class StepInline(StepStackedInline):
    model = Step
    form = StepForm
    ordering = ("position",)
    verbose_name = "step"
    fields = (("place", "kind", "minutes"), "title", "text", "prompt", "options")

    def get_extra(
        self, request: HttpRequest, obj: ExerciseVersion | None = None, **kwargs: Any
    ) -> int:
        """Empty rows, for without a script there is no button that adds one."""
        return 1 if obj else 3

    def get_fields(self, request: HttpRequest, obj: ExerciseVersion | None = None) -> list[Any]:
        """A text that only shows has its steps in order already."""
        facts, *words = self.fields
        return [facts if self.has_change_permission(request, obj) else facts[1:], *words]

    def has_add_permission(self, request: HttpRequest, obj: ExerciseVersion | None = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or obj.is_draft)

    def has_change_permission(
        self, request: HttpRequest, obj: ExerciseVersion | None = None
    ) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)


@admin.register(ExerciseVersion)
class ExerciseVersionAdmin(Scheduling):
    form = VersionForm
    inlines = (StepInline,)
    fields = ("exercise", "language", "title", "summary", "sources")
    list_display = ("title", "status", "time", "number", "language")
    list_filter = ("status", TimeFilter, "exercise__kind", "exercise__theme", "language")
    list_select_related = ("exercise",)
    search_fields = ("title", "summary", "exercise__slug")
    ordering = ("exercise__order", "exercise__slug", "language", "-number")

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        step = "<int:position>/"
        own = [
            path(f"<int:pk>/preview/{step}", guarded(self.preview), name="exercises_preview"),
            path(f"<int:pk>/framed/{step}", guarded(self.framed), name="exercises_framed"),
            path("<int:pk>/changes/", guarded(self.changes), name="exercises_changes"),
            path("<int:pk>/later/", guarded(self.later), name="exercises_later"),
            path("<int:pk>/do/<slug:action>/", guarded(self.act), name="exercises_do"),
        ]
        return own + super().get_urls()

    def histories(self, row: ExerciseVersion) -> list[Any]:
        return [row.history.all(), Step.history.filter(version_id=row.pk)]

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> ExerciseVersion | None:
        """Whoever sends a draft holds it: the clock does not publish it while it is being saved."""
        found: ExerciseVersion | None = super().get_object(request, object_id, from_field)
        if found is None or not found.is_draft or request.method != "POST":
            return found
        held = ExerciseVersion.objects.select_for_update(of=("self",)).select_related("exercise")
        return held.filter(pk=found.pk).first()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What was published while somebody wrote takes nothing; what they wrote is shown to them."""
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except PermissionDenied:
            words = written(request.POST) if super().has_change_permission(request) else []
            if not words:
                raise
            page = "admin/exercises/exerciseversion/too_late.html"
            context = self.admin_site.each_context(request) | {
                "title": "Published meanwhile",
                "words": words,
                "pk": object_id,
            }
            return render(request, page, context, status=403)

    def get_readonly_fields(
        self, request: HttpRequest, obj: ExerciseVersion | None = None
    ) -> tuple[str, ...]:
        return ("exercise", "language") if obj else ()

    def has_change_permission(
        self, request: HttpRequest, obj: ExerciseVersion | None = None
    ) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def has_delete_permission(
        self, request: HttpRequest, obj: ExerciseVersion | None = None
    ) -> bool:
        """One draft at a time: a list is no place to delete from."""
        return bool(obj and obj.is_draft) and super().has_delete_permission(request, obj)

    def save_model(
        self,
        request: HttpRequest,
        obj: ExerciseVersion,
        form: "ModelForm[ExerciseVersion]",
        change: bool,
    ) -> None:
        if not change:
            obj.number = publishing.next_number(obj.exercise, obj.language)
            obj.made_by_id, obj.made_at = request.user.pk, timezone.now()
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        changed = formset.save(commit=False)
        for step in formset.deleted_objects:
            step.delete()
        for step in changed:
            step.position = step.position or publishing.next_place(form.instance)
            step.save()
        places = {one.instance.pk: one.cleaned_data.get("place") for one in formset.forms}
        publishing.put_in_order(form.instance, places)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for remark in plain_language.remarks(form.instance)[:REMARKS_AT_ONCE]:
            self.message_user(request, f"Read this once more. {remark}", messages.WARNING)
        if "_publish" not in request.POST:
            self.remind(request, form.instance)

    def response_add(
        self, request: HttpRequest, obj: ExerciseVersion, post_url_continue: str | None = None
    ) -> HttpResponse:
        gone_on = self._previewed(request, obj) or self._published(request, obj)
        return gone_on or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: ExerciseVersion) -> HttpResponse:
        gone_on = self._previewed(request, obj) or self._published(request, obj)
        return gone_on or super().response_change(request, obj)

    def _previewed(self, request: HttpRequest, draft: ExerciseVersion) -> HttpResponse | None:
        """After “Save and preview”; None when another button was pressed."""
        pressed = "_preview" in request.POST
        return redirect("admin:exercises_preview", draft.pk, 0) if pressed else None

    def _published(self, request: HttpRequest, draft: ExerciseVersion) -> HttpResponse | None:
        """After “Save and publish”; None when another button was pressed."""
        if "_publish" not in request.POST:
            return None
        try:
            publishing.publish(draft, now=timezone.now())
        except publishing.NothingToPublish as problem:
            self.message_user(request, str(problem), messages.ERROR)
        else:
            self.log_change(request, draft, "Published.")
            self.message_user(request, f"“{draft.title}” is published.", messages.SUCCESS)
        return page_of(draft)

    def act(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        version = self.version(request, pk)
        if request.method != "POST" or not super().has_change_permission(request):
            raise Http404
        if action == "new-draft":
            return self._new_draft(request, version)
        if action == "retire":
            return self._retire(request, version)
        raise Http404

    def _new_draft(self, request: HttpRequest, version: ExerciseVersion) -> HttpResponse:
        try:
            draft = publishing.draft_from(version, by=cast(User, request.user), now=timezone.now())
        except publishing.DraftExists as there:
            self.message_user(request, f"{there} Here it is.", messages.WARNING)
            return page_of(there.draft)
        self.log_addition(request, draft, "New draft.")
        return page_of(draft)

    def _retire(self, request: HttpRequest, version: ExerciseVersion) -> HttpResponse:
        had_time = version.is_published and scheduling.forget_time_of_draft(version)
        if publishing.retire(version, now=timezone.now()):
            self.log_change(request, version, "Taken out of use.")
            words = "Nobody can begin with it any more."
            if had_time:
                words += " Its draft stays, and has no time any more."
            self.message_user(request, words, messages.SUCCESS)
        return page_of(version)


def written(sent: QueryDict) -> list[str]:
    """The words of a text and its steps, in their order."""
    ends = ("title", "summary", "sources", "-text", "-prompt", "-options")
    return [str(words) for name, words in sent.items() if name.endswith(ends) and words]

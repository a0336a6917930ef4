"""Beside the form of a text: its preview, and what has changed in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from couples.content_admin import ContentAdmin
from exercises import comparing, practising, previewing
from exercises.forms import AnswerForm
from exercises.models import ExerciseVersion
from exercises.previewing import Look
from privacy import framing


def page_of(version: ExerciseVersion) -> HttpResponseRedirect:
    return redirect("admin:exercises_exerciseversion_change", version.pk)


class VersionPages(ContentAdmin):
    def version(self, request: HttpRequest, pk: int) -> ExerciseVersion:
        version: ExerciseVersion | None = self.get_object(request, str(pk))
        if version is None or not self.has_view_permission(request, version):
            raise Http404
        return version

    def preview(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """The pages of a partner, with nothing behind their buttons. Before the first step: how it is met."""
        version = self.version(request, pk)
        shown = self._shown(version, position)
        if shown is None:
            self.message_user(request, "There is no such step to show yet.", "WARNING")
            return page_of(version)
        template, facts = shown
        look = Look.asked_for(request.GET)
        bar: dict[str, Any] = {"look": look, "position": position}
        if look.who:
            bar["is_same"] = previewing.is_same_for_both(template, facts)
        if look.is_phone:
            bar["next"] = facts["place"].next if position else next(iter(facts["steps"]), None)
            answer = render(request, "exercises/phone.html", facts | bar)
            return framing.shows_our_own(answer)
        return render(request, template, facts | bar | look.context)

    def framed(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """The same page, to be seen within another, in which nothing can be pressed."""
        shown = self._shown(self.version(request, pk), position)
        if shown is None:
            raise Http404
        template, facts = shown
        look = previewing.in_a_frame(Look.asked_for(request.GET))
        return framing.shown_by_our_own(render(request, template, facts | look))

    def _shown(self, version: ExerciseVersion, position: int) -> tuple[str, dict[str, Any]] | None:
        facts: dict[str, Any] = {"preview": True, "version": version}
        if position == 0:
            tile = ExerciseVersion.objects.filter(pk=version.pk).with_size()
            tile = tile.select_related("exercise")
            steps = practising.steps_of(version)
            return "exercises/preview.html", facts | {
                "tile": tile,
                "version": tile.get(),
                "steps": steps,
            }
        place = practising.place(version, position)
        if place is None:
            return None
        return "exercises/step.html", facts | {"place": place, "form": AnswerForm(place.step)}

    def changes(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Beside the version before it; the first one has none."""
        new = self.version(request, pk)
        old = comparing.before(new)
        if old is None:
            raise Http404
        context = self.admin_site.each_context(request) | {
            "title": f"What has changed: {new.title}",
            "old": old,
            "new": new,
            "lines": list(comparing.lines(old, new)),
        }
        return render(request, "admin/exercises/exerciseversion/changes.html", context)

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from care import rules
from care.models import Milestone
from couples.content_admin import ContentAdmin

if TYPE_CHECKING:
    MilestoneModelForm = forms.ModelForm[Milestone]
else:
    MilestoneModelForm = forms.ModelForm

RULES_IN_WORDS = "; ".join(
    " ".join((f"{name}: {rule.says}", *(f"({', '.join(rule.numbers)})",) * bool(rule.numbers)))
    for name, rule in rules.RULES.items()
)


class MilestoneForm(MilestoneModelForm):
    class Meta:
        model = Milestone
        fields = ("slug", "title", "line", "rule", "order", "retired")
        help_texts: ClassVar[dict[str, str]] = {"rule": f"Kinds: {RULES_IN_WORDS}."}

    def clean_rule(self) -> Any:
        rule = self.cleaned_data["rule"]
        if problem := rules.problem(rule):
            raise forms.ValidationError(problem)
        return rule


@admin.register(Milestone)
class MilestoneAdmin(ContentAdmin):
    form = MilestoneForm
    list_display = ("title", "rule_kind", "order", "in_use")
    list_filter = ("retired",)
    ordering = ("order", "slug")
    search_fields = ("title", "line", "slug")

    @admin.display(description="rule")
    def rule_kind(self, milestone: Milestone) -> str:
        return str(milestone.rule.get("kind", ""))

    def get_readonly_fields(
        self, request: HttpRequest, obj: Milestone | None = None
    ) -> tuple[str, ...]:
        """The content pack finds it by its slug."""
        return ("slug",) if obj else ()

    def has_delete_permission(self, request: object, obj: Milestone | None = None) -> bool:
        """Retire it instead: those who have reached it keep it."""
        return False

"""An exercise as plain facts, the same whether it comes from a file or from the tables."""

from dataclasses import dataclass
from typing import Any

from exercises.models import ExerciseVersion, Step


def tidy(text: str) -> str:
    """Line ends and trailing blanks differ between browsers and files; the words do not."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(row.rstrip() for row in rows).strip()


CAME_LATER = frozenset({"kind", "needs"})


@dataclass(frozen=True, slots=True)
class Wording:
    slug: str
    kind: str
    theme: str
    needs: list[str]
    order: int
    language: str
    title: str
    summary: str
    sources: list[str]
    steps: list[dict[str, Any]]

    @property
    def name(self) -> str:
        return (
            self.slug
            if self.language == ExerciseVersion.ENGLISH
            else f"{self.slug}.{self.language}"
        )

    @property
    def text(self) -> tuple[object, ...]:
        """What belongs to a version; kind, theme, needs and order belong to the exercise."""
        return self.title, self.summary, self.sources, self.steps

    @property
    def place(self) -> dict[str, object]:
        """What belongs to the exercise."""
        return {"kind": self.kind, "theme": self.theme, "needs": self.needs, "order": self.order}

    @property
    def facts(self) -> dict[str, object]:
        """Without what came later and is empty: so old texts keep the fingerprint they were loaded with."""
        facts = {name: getattr(self, name) for name in self.__slots__}
        return {name: fact for name, fact in facts.items() if fact or name not in CAME_LATER}


def of(version: ExerciseVersion) -> Wording:
    exercise = version.exercise
    return Wording(
        slug=exercise.slug,
        kind=exercise.kind,
        theme=exercise.theme,
        needs=exercise.needs,
        order=exercise.order,
        language=version.language,
        title=tidy(version.title),
        summary=tidy(version.summary),
        sources=version.source_lines,
        steps=[of_step(step) for step in version.steps.order_by("position")],
    )


def of_step(step: Step) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "kind": step.kind,
        "title": tidy(step.title),
        "minutes": step.minutes,
        "text": tidy(step.text),
    }
    if step.prompt:
        facts["prompt"] = tidy(step.prompt)
    if step.choices:
        facts["options"] = step.choices
    return facts

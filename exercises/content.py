"""The exercises and lessons of the content pack: files into tables, and tables back into files."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from couples import content_pack
from couples.content_pack import ContentError, Loaded, Outcome, Part
from exercises import lessons, publishing, wording
from exercises.models import Exercise, ExerciseVersion, Step
from exercises.models.content import VersionQuerySet, free_slug
from exercises.wording import Wording
from exercises.yaml_writing import as_yaml

FOLDER, FOLDER_OF_LESSONS = "exercises", "lessons"
STEP_KEYS = ("kind", "title", "minutes", "text", "prompt", "options")


def load(folder: Path, now: datetime) -> Loaded:
    with content_pack.reading() as errors:
        paths = files(folder)
        check_once(paths, errors)
        pages = [read(path, errors) for path in paths]
    loaded = Loaded()
    for page in pages:
        loaded.add(write(page, now=now), page.name)
    return loaded


def files(folder: Path) -> list[Path]:
    return [
        path
        for name in (FOLDER, FOLDER_OF_LESSONS)
        for path in sorted((folder / name).glob("*.yaml"))
    ]


def check_once(paths: list[Path], errors: list[ContentError]) -> None:
    """A name in both folders would be two texts for one exercise."""
    first: dict[str, Path] = {}
    for path in paths:
        if first.setdefault(path.name, path) != path:
            there = first[path.name].parent.name
            errors.append(ContentError(path, 1, f"there is a {path.name} in {there}/ already"))


def folder_of(page: Wording) -> str:
    return FOLDER_OF_LESSONS if page.kind == Exercise.Kind.LESSON else FOLDER


def read(path: Path, errors: list[ContentError]) -> Wording:
    part = content_pack.read(path, errors)
    part.only(*Wording.__slots__)
    page = Wording(
        slug=part.slug("slug"),
        kind=part.choice("kind", Exercise.Kind.values),
        theme=part.choice("theme", Exercise.Theme.values),
        needs=part.choices("needs", Exercise.Need.values),
        order=part.number("order", low=0, high=32_000),
        language=part.slug("language"),
        title=part.one_line("title", longest=80),
        summary=wording.tidy(part.text("summary", longest=300)),
        sources=part.texts("sources", longest=300, optional=True),
        steps=[read_step(one) for one in part.parts("steps")],
    )
    check_name(part, page)
    check_lesson(part, page)
    return page


def check_name(part: Part, page: Wording) -> None:
    """One file an exercise and language, by name: two of them cannot say different things."""
    if page.kind and part.path.parent.name != folder_of(page):
        part.fields["kind"].wrong(f"a text of this kind belongs in {folder_of(page)}/")
    if page.slug and page.language and part.path.stem != page.name:
        part.wrong(f"this file should be called {page.name}.yaml")
    try:
        free_slug(page.slug)
    except ValidationError as error:
        part.wrong(str(error.message))


def check_lesson(part: Part, page: Wording) -> None:
    if page.kind == Exercise.Kind.LESSON:
        kinds = [str(step["kind"]) for step in page.steps]
        minutes = sum(step["minutes"] for step in page.steps)
        if problem := lessons.lacks(kinds=kinds, minutes=minutes, sources=page.sources):
            part.fields.get("steps", part).wrong(problem)


def read_step(part: Part) -> dict[str, Any]:
    part.only(*STEP_KEYS)
    facts: dict[str, Any] = {
        "kind": part.choice("kind", Step.Kind.values),
        "title": part.one_line("title", longest=80),
        "minutes": part.number("minutes", low=1, high=60),
        "text": wording.tidy(part.text("text", longest=5000)),
        "prompt": part.one_line("prompt", longest=200, optional=True),
        "options": part.texts("options", longest=100, optional=True),
    }
    try:
        as_step(facts).clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            part.fields.get(name, part).wrong(" ".join(messages))
    return {name: value for name, value in facts.items() if value}


def as_step(facts: dict[str, Any], **more: Any) -> Step:
    return Step(**facts | {"options": "\n".join(facts.get("options", []))}, **more)


def write(page: Wording, *, now: datetime) -> Outcome:
    pack = content_pack.fingerprint(page.facts)
    versions = ExerciseVersion.objects.filter(exercise__slug=page.slug, language=page.language)
    outcome = content_pack.outcome(pack=pack, last=last_pack(versions), current=current(versions))
    if outcome in {Outcome.NEW, Outcome.CHANGED}:
        exercise = place_exercise(page)
        if text_differs(page, versions):
            publish(page, exercise, now=now)
    if outcome is not Outcome.LEFT_ALONE:
        versions.published().update(pack_hash=pack)
    return outcome


def last_pack(versions: VersionQuerySet) -> str:
    marked = versions.exclude(pack_hash="").order_by("-number").first()
    return marked.pack_hash if marked else ""


def current(versions: VersionQuerySet) -> str | None:
    """What partners meet now. A draft or a retired text is an editor’s decision, like no file’s."""
    newest = versions.select_related("exercise").order_by("-number").first()
    if newest is None:
        return None
    return content_pack.fingerprint(wording.of(newest).facts) if newest.is_published else "editing"


def text_differs(page: Wording, versions: VersionQuerySet) -> bool:
    published = versions.published().select_related("exercise").first()
    return published is None or wording.of(published).text != page.text


def place_exercise(page: Wording) -> Exercise:
    exercise, _ = Exercise.objects.update_or_create(slug=page.slug, defaults=page.place)
    return exercise


def publish(page: Wording, exercise: Exercise, *, now: datetime) -> None:
    draft = ExerciseVersion.objects.create(
        exercise=exercise,
        number=publishing.next_number(exercise, page.language),
        language=page.language,
        title=page.title,
        summary=page.summary,
        sources="\n".join(page.sources),
        made_at=now,
    )
    publishing.add_steps(
        as_step(facts, version=draft, position=position)
        for position, facts in enumerate(page.steps, start=1)
    )
    publishing.publish(draft, now=now)


def dump(folder: Path) -> list[Path]:
    """What is published, one file each; a file that says the same already stays as it is."""
    published = ExerciseVersion.objects.published().select_related("exercise")
    written = []
    for version in published.order_by("exercise__slug", "language"):
        page = wording.of(version)
        path, text = folder / folder_of(page) / f"{page.name}.yaml", as_yaml(page)
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written
